-- Updates the stored pairs of a slice that changed, of those that it holds. Status: U, but what people whitelisted or
-- ignored stays so, and the contacts and phones, which are theirs.
-- Writes: conflictvisitmaps. Parameters: slice, in_service.
WITH pair_rows AS (
    SELECT k.* FROM sliced k JOIN locked l ON l.id = k.id WHERE k.slice = :slice AND k.action = 'update'
), composed AS (
    ${include conflict_row/row}
), written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET ${columns written "$name" = v."$name"},
        ${columns flag "$name" = CASE WHEN v."$name" = 'Y' THEN 'Y' ELSE c."$name" END},
        "InServiceFlag" = CASE WHEN :in_service THEN 'Y' ELSE c."InServiceFlag" END,
        "CONFLICTID" = COALESCE(c."CONFLICTID", a.conflict_id),
        "StatusFlag" = CASE WHEN c."StatusFlag" IN ('W', 'I') THEN c."StatusFlag" ELSE 'U' END,
        "UpdateFlag" = NULL, "UpdatedDate" = LOCALTIMESTAMP, "ResolveDate" = NULL, "ResolvedBy" = NULL
    FROM composed v LEFT JOIN assigned a ON a.visit_id = v.visit_id
    WHERE c."ID" = v.id
    RETURNING ${columns rule c."$name"}
)
${include conflict_row/by_rule}
