-- The first moment of each month m that the trends tell of: eighteen, with the one under way; of UTC, without a zone.
-- Writes: nothing. Parameters: none.
generate_series(date_trunc('month', now() AT TIME ZONE 'UTC') - interval '17 months',
    date_trunc('month', now() AT TIME ZONE 'UTC'), interval '1 month') m
