-- Forgets the candidates of a step.
-- Writes: candidates (temporary). Parameters: none.
DROP TABLE IF EXISTS pg_temp.candidates
