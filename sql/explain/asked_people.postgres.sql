-- The caregivers of the asked visits.
-- Writes: people (temporary). Parameters: none.
CREATE TEMPORARY TABLE people AS
SELECT "Caregiver Id" AS caregiver_id FROM asked_visits
