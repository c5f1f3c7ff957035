-- Notes what was seen, within the transaction that writes the money.
-- Writes: pipeline_money_seen. Parameters: moment, counted_by.
INSERT INTO ${schema}.pipeline_money_seen (id, seen_before, noted_by, counted_by, counted_of)
VALUES (1, :moment, CAST(CAST(pg_current_xact_id() AS text) AS bigint), :counted_by,
    ${include task03_status_management/money/tables})
ON CONFLICT (id) DO UPDATE SET seen_before = EXCLUDED.seen_before, noted_by = EXCLUDED.noted_by,
    counted_by = EXCLUDED.counted_by, counted_of = EXCLUDED.counted_of
