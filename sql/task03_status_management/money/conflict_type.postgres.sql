-- What kind of conflict map row c is: overlap (to), distance (td), in-service (is), in the seven combinations.
-- Writes: nothing. Parameters: none.
CASE (CASE WHEN 'Y' IN (c."SameSchTimeFlag", c."SameVisitTimeFlag", c."SchAndVisitTimeSameFlag", c."SchOverAnotherSchTimeFlag",
        c."VisitTimeOverAnotherVisitTimeFlag", c."SchTimeOverVisitTimeFlag") THEN 'Y' ELSE 'N' END)
    || (CASE WHEN c."DistanceFlag" = 'Y' THEN 'Y' ELSE 'N' END) || (CASE WHEN c."InServiceFlag" = 'Y' THEN 'Y' ELSE 'N' END)
    WHEN 'YNN' THEN 'only_to'
    WHEN 'NYN' THEN 'only_td'
    WHEN 'NNY' THEN 'only_is'
    WHEN 'YYN' THEN 'both_to_td'
    WHEN 'YNY' THEN 'both_to_is'
    WHEN 'NYY' THEN 'both_td_is'
    WHEN 'YYY' THEN 'all_to_td_is'
END
