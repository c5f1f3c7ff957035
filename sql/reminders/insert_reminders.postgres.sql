-- Pairs that are not there; people say later after how many days to remind.
-- Writes: payer_provider_reminders. Parameters: none.
INSERT INTO ${schema}.payer_provider_reminders (
    "PayerID", "AppPayerID", "Contract", "ProviderID", "AppProviderID", "ProviderName", "CreatedDateTime", "NumberOfDays"
)
SELECT w."PayerID", w."AppPayerID", w."Contract", w."ProviderID", w."AppProviderID", w."ProviderName", LOCALTIMESTAMP, NULL
FROM wanted_reminders w
WHERE NOT EXISTS (
    SELECT 1 FROM ${schema}.payer_provider_reminders r
    WHERE r."PayerID" = w."PayerID" AND r."ProviderID" = w."ProviderID")
