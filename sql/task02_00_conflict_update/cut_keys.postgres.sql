-- An SSN that is longer than its column is stored cut; keys are compared as stored.
-- Writes: delta_keys (temporary). Parameters: none.
UPDATE delta_keys SET ssn = CAST(ssn AS varchar(20)) WHERE length(ssn) > 20
