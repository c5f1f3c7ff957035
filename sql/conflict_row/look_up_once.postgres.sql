-- Each pair and visit is looked up once: to remember the wide rows that were found, as the planner likes to, only costs.
-- Writes: nothing. Parameters: none.
SET enable_memoize = off
