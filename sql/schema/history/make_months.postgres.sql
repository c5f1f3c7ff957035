-- A partition for this month, for the twelve ahead, and for each that has gone to the last partition meanwhile; filled
-- beside the table, attached in a moment. Who waits behind it is not held up for as long as a click's trigger waits, since
-- that gives its event up then: each of the locks is waited for less than a third of that.
-- Writes: pipeline_history. Parameters: none.
DO $months$
DECLARE
    month timestamp;
    part text;
BEGIN
    PERFORM set_config('lock_timeout', '300ms', TRUE);
    FOR month IN
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead) FROM generate_series(0, 12) ahead
        UNION
        SELECT date_trunc('month', happened_at AT TIME ZONE 'UTC') FROM ${schema}.pipeline_history_beyond
        ORDER BY 1
    LOOP
        part = 'pipeline_history_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass(format('${schema}.%I', part)) IS NOT NULL;
        EXECUTE format('CREATE TABLE ${schema}.%I (LIKE ${schema}.pipeline_history INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
        EXECUTE format('LOCK TABLE ${schema}.pipeline_history_beyond IN SHARE ROW EXCLUSIVE MODE');
        EXECUTE format('WITH moved AS (
                DELETE FROM ${schema}.pipeline_history_beyond WHERE happened_at >= %L AND happened_at < %L RETURNING *
            ) INSERT INTO ${schema}.%I SELECT * FROM moved',
            month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC', part);
        EXECUTE format('ALTER TABLE ${schema}.pipeline_history ATTACH PARTITION ${schema}.%I FOR VALUES FROM (%L) TO (%L)',
            part, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    END LOOP;
END
$months$
