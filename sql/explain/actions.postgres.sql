-- What is to become of each explained pair that is to be written, in either order; of an update the columns that differ, but
-- those that only say that the row was touched.
-- reopens: it is closed, and the update opens it; after_cleanup: a cleanup by absence had closed it, which is enough.
-- Writes: nothing. Parameters: in_service.
WITH pair_rows AS (
    SELECT d.*, k.stored_id AS id, k.action
    FROM classified k
    JOIN directed d ON d.visit_id = k.visit_id AND d.con_visit_id = k.con_visit_id
    WHERE EXISTS (
        SELECT 1 FROM explained_pairs p
        WHERE (p.a_visit_id, p.b_visit_id) IN ((k.visit_id, k.con_visit_id), (k.con_visit_id, k.visit_id)))
), composed AS (
    ${include conflict_row/row}
)
SELECT v.visit_id AS a_visit_id, v.con_visit_id AS b_visit_id, v.action,
    COALESCE(c."StatusFlag" IN ('R', 'D'), FALSE) AS reopens,
    COALESCE(c."StatusFlag" = 'R' AND c."ResolveDate" IS NULL, FALSE) AS after_cleanup,
    CASE WHEN v.action = 'update' THEN array_to_string(ARRAY[
        ${columns compared CASE WHEN c."$name" IS DISTINCT FROM v."$name" THEN '$name' END},
        ${columns flag CASE WHEN v."$name" = 'Y' AND c."$name" IS DISTINCT FROM 'Y' THEN '$name' END},
        CASE WHEN :in_service AND c."InServiceFlag" IS DISTINCT FROM 'Y' THEN 'InServiceFlag' END,
        CASE WHEN k.needs_conflict THEN 'CONFLICTID' END,
        CASE WHEN COALESCE(c."StatusFlag", '') NOT IN ('U', 'W', 'I') THEN 'StatusFlag' END,
        CASE WHEN c."UpdateFlag" IS NOT NULL THEN 'UpdateFlag' END,
        CASE WHEN c."ResolveDate" IS NOT NULL THEN 'ResolveDate' END,
        CASE WHEN c."ResolvedBy" IS NOT NULL THEN 'ResolvedBy' END], ',') END AS changes
FROM composed v
JOIN classified k ON k.visit_id = v.visit_id AND k.con_visit_id = v.con_visit_id
LEFT JOIN ${schema}.conflictvisitmaps c ON c."ID" = v.id
