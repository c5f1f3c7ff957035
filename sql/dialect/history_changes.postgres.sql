-- What is otherwise in $2 than in $1, two versions of a row of conflictvisitmaps: column by column, before and after; of
-- names and of people's own words only whether there are any. As text, where what stays as it was costs nothing.
CAST('{' || concat_ws(',',
    ${columns history+told CASE WHEN $1."$name" IS DISTINCT FROM $2."$name" THEN '"$name":' || json_build_array($1."$name", $2."$name") END},
    ${columns history+untold CASE WHEN $1."$name" IS DISTINCT FROM $2."$name" THEN '"$name":' || json_build_array($1."$name" IS NOT NULL, $2."$name" IS NOT NULL) END}) || '}' AS jsonb)
