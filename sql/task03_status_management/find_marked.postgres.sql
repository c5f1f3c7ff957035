-- Of the marked map rows those that would be resolved.
-- Writes: stale (temporary). Parameters: none.
CREATE TEMPORARY TABLE stale AS
SELECT k.id FROM candidates k WHERE k.status NOT IN ('R', 'D', 'W', 'I')
