SELECT ${columns measure CAST($of."$attribute" AS $type) AS "$name"}
${each rule+pair OR "$name"}
