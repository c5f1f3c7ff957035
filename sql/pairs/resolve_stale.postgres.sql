-- Resolves a slice of the stale rows; a status that somebody set meanwhile stays.
-- Writes: conflictvisitmaps. Parameters: slice.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c SET "StatusFlag" = 'R', "UpdatedDate" = LOCALTIMESTAMP
    FROM stale s JOIN locked l ON l.id = s.id
    WHERE s.slice = :slice AND c."ID" = s.id AND ${include pairs/can_be_resolved}
    RETURNING c."SameSchTimeFlag", c."SameVisitTimeFlag", c."SchAndVisitTimeSameFlag", c."SchOverAnotherSchTimeFlag",
        c."VisitTimeOverAnotherVisitTimeFlag", c."SchTimeOverVisitTimeFlag", c."DistanceFlag", c."InServiceFlag"
)
${include pairs/by_rule}
