-- Lets the planner know of how many visits a copy counts.
-- Writes: nothing. Parameters: none.
ANALYZE newest_on_keys ("Visit Date", "Caregiver Id", "Provider Id", "Provider Patient Id", "Payer Patient Id")
