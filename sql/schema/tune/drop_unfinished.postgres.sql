-- Takes away what is left of an index that was not finished.
-- Writes: an index that serves nobody. Parameters: none.
DROP INDEX CONCURRENTLY IF EXISTS ${schema}.${index}
