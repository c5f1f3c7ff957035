-- The (visit date, SSN) pairs of the delta, numbered.
-- Writes: delta_keys (temporary). Parameters: none.
CREATE TEMPORARY TABLE delta_keys AS
SELECT ROW_NUMBER() OVER (ORDER BY visit_date, ssn) AS key_no, visit_date, ssn
FROM (SELECT DISTINCT visit_date, ssn FROM delta_visits) keys
