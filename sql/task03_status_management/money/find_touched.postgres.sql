-- The conflicts and groups, now and as they were counted, of rows whose money may be another: written since, seen by payers
-- and not counted or the other way round, written into the money by somebody else, or of minutes that hang on the size of
-- their group.
-- Writes: money_touched (temporary). Parameters: before, noted_by.
CREATE TEMPORARY TABLE money_touched AS
SELECT c."CONFLICTID" AS conflict_id, c."GroupID" AS group_id, m.conflict_id AS old_conflict_id, m.group_id AS old_group_id
FROM money_scan c FULL JOIN ${schema}.pipeline_money m ON m.map_row_id = c.id
WHERE c.is_new OR c.is_sized OR COALESCE(c.is_seen, FALSE) <> (m.map_row_id IS NOT NULL)
    OR (age(m.xmin) <= age(CAST(CAST(CAST(:before AS bigint) % 4294967296 AS text) AS xid))
        AND CAST(m.xmin AS text) <> CAST(CAST(:noted_by AS bigint) % 4294967296 AS text))
