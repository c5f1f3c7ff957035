-- The rows of conflictvisitmaps that the pairs of pair_rows say: own side, Con side, pair.
-- Writes: nothing. Parameters: none.
SELECT pair.visit_id, pair.con_visit_id, pair.id, pair.action,
    ${columns text CAST($of."$attribute" AS $type) AS "$name"},
    ${columns value $of."$attribute" AS "$name"},
    ${columns pair pair."$name"}
FROM pair_rows pair
JOIN visits_in own ON own."VisitID" = pair.visit_id
JOIN visits_in con ON con."VisitID" = pair.con_visit_id
