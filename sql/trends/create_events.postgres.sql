-- Holds what the trends of a month's days are counted from, row by row.
-- Writes: trend_events (temporary). Parameters: none.
CREATE TEMPORARY TABLE trend_events (
    happened_at timestamptz, event_id bigint, day date, map_row_id bigint, what text, step text, status_after text,
    open_before boolean, open_after boolean, payer_before uuid, payer_id uuid, provider_before uuid, provider_id uuid,
    rules_before text[], rules text[], opened_at timestamptz, amount numeric
)
