-- Lets the planner know how many caregivers there are.
-- Writes: nothing. Parameters: none.
ANALYZE caregivers (caregiver_id, person), active_providers (provider_id)
