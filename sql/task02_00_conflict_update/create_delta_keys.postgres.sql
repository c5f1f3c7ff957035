-- Holds the delta's keys; the person of a key stands in ssn.
-- Writes: delta_keys (temporary). Parameters: none.
CREATE TEMPORARY TABLE delta_keys (visit_date date, ssn text)
