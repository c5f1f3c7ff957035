-- Holds the rows that were opened and closed on these days, once each time.
-- Writes: trend_turns (temporary). Parameters: none.
CREATE TEMPORARY TABLE trend_turns (
    happened_at timestamptz, event_id bigint, day date, map_row_id bigint, opens boolean, cause text,
    payer_id uuid, provider_id uuid, rules text[], opened_at timestamptz, amount numeric
)
