-- The schema of all tables, the pipeline's own and the application's.
-- Writes: the schema, where it is not there. Parameters: none.
CREATE SCHEMA IF NOT EXISTS ${schema}
