-- Makes room for another month.
-- Writes: trend_events, trend_turns (temporary). Parameters: none.
TRUNCATE trend_events, trend_turns
