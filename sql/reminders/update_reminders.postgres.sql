-- Names that have changed.
-- Writes: payer_provider_reminders. Parameters: slice.
UPDATE ${schema}.payer_provider_reminders r
SET "Contract" = k."Contract", "ProviderName" = k."ProviderName"
FROM renamed_reminders k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND r."ID" = k.id
    AND (r."Contract" IS DISTINCT FROM k."Contract" OR r."ProviderName" IS DISTINCT FROM k."ProviderName")
