-- Lets the planner know how many of them have an address.
-- Writes: nothing. Parameters: none.
ANALYZE gps_addresses ("Patient Id")
