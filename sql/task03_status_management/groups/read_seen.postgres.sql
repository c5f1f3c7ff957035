-- What they came to when all groups were right; no row where that was never so, or was summed up by other statements or in other parts.
-- Writes: seen_sums (temporary). Parameters: parts, summed_by.
CREATE TEMPORARY TABLE seen_sums AS
SELECT p.place - 1 AS part, p.sum
FROM ${schema}.pipeline_groups_seen s, unnest(s.sums) WITH ORDINALITY p (sum, place)
WHERE s.summed_by = :summed_by AND cardinality(s.sums) = CAST(:parts AS int)
