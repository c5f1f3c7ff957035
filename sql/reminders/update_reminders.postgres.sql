-- Names that have changed.
-- Writes: payer_provider_reminders. Parameters: none.
UPDATE ${schema}.payer_provider_reminders r
SET "Contract" = w."Contract", "ProviderName" = w."ProviderName"
FROM wanted_reminders w
WHERE r."PayerID" = w."PayerID" AND r."ProviderID" = w."ProviderID"
    AND (r."Contract" IS DISTINCT FROM w."Contract" OR r."ProviderName" IS DISTINCT FROM w."ProviderName")
