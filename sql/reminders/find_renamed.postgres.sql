-- The stored pairs whose names are others now.
-- Writes: renamed_reminders (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE renamed_reminders AS
SELECT r."ID" AS id, w."Contract", w."ProviderName", ${include slices/row_slice}
FROM wanted_reminders w
JOIN ${schema}.payer_provider_reminders r ON r."PayerID" = w."PayerID" AND r."ProviderID" = w."ProviderID"
WHERE r."Contract" IS DISTINCT FROM w."Contract" OR r."ProviderName" IS DISTINCT FROM w."ProviderName"
