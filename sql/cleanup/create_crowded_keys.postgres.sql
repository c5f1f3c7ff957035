-- Holds the crowded keys; the person of a key stands in ssn.
-- Writes: crowded_keys (temporary). Parameters: none.
CREATE TEMPORARY TABLE crowded_keys (visit_date date, ssn text)
