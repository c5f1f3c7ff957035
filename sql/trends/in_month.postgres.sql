-- Whether event h is of the month.
-- Writes: nothing. Parameters: month.
h.happened_at >= CAST(:month AS timestamp) AT TIME ZONE 'UTC'
    AND h.happened_at < (CAST(:month AS timestamp) + interval '1 month') AT TIME ZONE 'UTC'
