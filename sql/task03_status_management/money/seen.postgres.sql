-- Before which transaction all was seen when the money was last counted; no row where that says nothing: counted by other
-- statements or of other tables, restored, or so long ago that the numbers of transactions may have come round.
-- Writes: nothing. Parameters: counted_by, moment.
SELECT s.seen_before AS before, s.noted_by
FROM ${schema}.pipeline_money_seen s
WHERE CAST(s.xmin AS text) = CAST(s.noted_by % 4294967296 AS text)
    AND s.counted_by = :counted_by AND s.counted_of = ${include task03_status_management/money/tables}
    AND CAST(:moment AS bigint) - s.seen_before BETWEEN 0 AND 1000000000
