-- How many pairs have other names still.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS rows
FROM wanted_reminders w
JOIN ${schema}.payer_provider_reminders c ON c."PayerID" = w."PayerID" AND c."ProviderID" = w."ProviderID"
WHERE ${include reminders/is_renamed}
