-- Resolves a slice of the stale rows; a status that somebody set meanwhile stays.
-- Writes: conflictvisitmaps. Parameters: slice.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c SET "StatusFlag" = 'R', "UpdatedDate" = LOCALTIMESTAMP
    FROM stale s
    WHERE s.slice = :slice AND c."ID" = s."ID" AND ${include task02_00_conflict_update/can_be_stale}
    RETURNING c."SameSchTimeFlag", c."SameVisitTimeFlag", c."SchAndVisitTimeSameFlag", c."SchOverAnotherSchTimeFlag",
        c."VisitTimeOverAnotherVisitTimeFlag", c."SchTimeOverVisitTimeFlag", c."DistanceFlag"
)
${include pairs/by_rule}
