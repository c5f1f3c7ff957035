-- Holds the pairs of payer and provider as the warehouse has them.
-- Writes: reminders_in (temporary). Parameters: none.
CREATE TEMPORARY TABLE reminders_in (
    "PayerID" uuid, "AppPayerID" int8, "Contract" text, "ProviderID" uuid, "AppProviderID" int8, "ProviderName" text,
    "standing" int4
)
