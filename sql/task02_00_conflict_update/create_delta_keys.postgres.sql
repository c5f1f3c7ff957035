-- Holds the delta's keys.
-- Writes: delta_keys (temporary). Parameters: none.
CREATE TEMPORARY TABLE delta_keys (key_no integer, visit_date date, ssn text)
