-- No row is named: nothing is counted anew, or all.
-- Writes: money_wanted (temporary). Parameters: none.
CREATE TEMPORARY TABLE IF NOT EXISTS money_wanted (id bigint)
