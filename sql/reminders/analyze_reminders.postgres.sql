-- Lets the planner know how many pairs there are.
-- Writes: nothing. Parameters: none.
ANALYZE wanted_reminders
