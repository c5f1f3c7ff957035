-- Makes room for the people of the keys.
-- Writes: people, caregivers (temporary). Parameters: none.
DROP TABLE people, caregivers
