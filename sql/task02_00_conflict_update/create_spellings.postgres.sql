-- Holds other ways in which people's SSNs are written.
-- Writes: spellings (temporary). Parameters: none.
CREATE TEMPORARY TABLE spellings (person text, ssn text)
