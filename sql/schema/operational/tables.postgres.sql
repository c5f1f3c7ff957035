-- The application's tables, and which of them are there.
-- Writes: nothing. Parameters: none.
SELECT name, to_regclass('${schema}.' || name) IS NOT NULL AS present
FROM unnest(ARRAY['conflicts', 'conflictvisitmaps', 'conflictlog_staging', 'settings', 'mph',
                  'excluded_agency', 'excluded_ssn', 'payer_provider_reminders',
                  '"${materialized_view}"']) AS wanted(name)
