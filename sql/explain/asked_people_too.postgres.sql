-- Beside the people of the keys those whose key is not searched: they are told about, too.
-- Writes: people (temporary). Parameters: none.
INSERT INTO people SELECT "Caregiver Id" FROM asked_visits
