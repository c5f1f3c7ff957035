-- Each pair once, with texts as they are stored.
-- Writes: wanted_reminders (temporary). Parameters: none.
CREATE TEMPORARY TABLE wanted_reminders AS
SELECT DISTINCT ON ("PayerID", "ProviderID") "PayerID", "AppPayerID", CAST("Contract" AS varchar(100)) AS "Contract",
    "ProviderID", "AppProviderID", CAST("ProviderName" AS varchar(100)) AS "ProviderName"
FROM reminders_in
WHERE "PayerID" IS NOT NULL AND "ProviderID" IS NOT NULL
ORDER BY "PayerID", "ProviderID", "standing", ${by_bytes("Contract")}, ${by_bytes("ProviderName")}, "AppPayerID", "AppProviderID"
