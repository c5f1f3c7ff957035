-- Inserts the new pairs of a slice, under the conflict of their primary visit.
-- Writes: conflictvisitmaps. Parameters: slice, in_service.
WITH pair_rows AS (
    SELECT * FROM sliced WHERE slice = :slice AND action = 'insert'
), composed AS (
    ${include conflict_row/row}
), written AS (
    INSERT INTO ${schema}.conflictvisitmaps (
        ${columns row "$name"},
        "CONFLICTID", "CRDATEUNIQUE", "CreatedDate", "StatusFlag", "InServiceFlag", "PTOFlag")
    SELECT
        ${columns row v."$name"},
        a.conflict_id, LEAST(a.created, LOCALTIMESTAMP), LOCALTIMESTAMP, 'U',
        CASE WHEN :in_service THEN 'Y' ELSE 'N' END, 'N'
    FROM composed v JOIN assigned a ON a.visit_id = v.visit_id
    RETURNING ${columns rule "$name"}
)
${include conflict_row/by_rule}
