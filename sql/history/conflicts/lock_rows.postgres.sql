-- Locks conflicts of a slice that nobody else holds, so many at the most, and keeps what they are; it waits for none.
-- Writes: locked, conflicts_before (temporary). Parameters: slice, most.
WITH held AS MATERIALIZED (
    SELECT f."CONFLICTID", f."StatusFlag", f."ResolveDate", f."ResolvedBy"
    FROM ${schema}.conflicts f
    WHERE f."CONFLICTID" IN (SELECT k.conflict_id FROM ${work_list} k WHERE k.slice = :slice)
    LIMIT :most
    FOR NO KEY UPDATE OF f SKIP LOCKED
), kept AS (
    INSERT INTO conflicts_before SELECT * FROM held ON CONFLICT DO NOTHING
)
INSERT INTO locked (id) SELECT h."CONFLICTID" FROM held h ON CONFLICT DO NOTHING
