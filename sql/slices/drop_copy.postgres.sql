-- Forgets what this session was given to write before.
-- Writes: a temporary table. Parameters: none.
DROP TABLE IF EXISTS pg_temp.${work_list}
