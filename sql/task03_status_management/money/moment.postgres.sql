-- The oldest transaction that is under way: what those before it wrote is seen from now on.
-- Writes: nothing. Parameters: none.
SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS moment
