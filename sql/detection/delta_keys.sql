-- The (visit date, person) pairs of the delta, numbered.
-- Writes: delta_keys (temporary). Parameters: none.
${create_work(delta_keys)} AS
SELECT ROW_NUMBER() OVER (ORDER BY visit_date, person) AS key_no, visit_date, person
FROM (SELECT DISTINCT visit_date, person FROM ${work(delta_visits)} WHERE left_out IS NULL) keys
