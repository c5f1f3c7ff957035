-- Every pair of payer and provider, with their names; the better standing counts where a dimension has an id twice.
-- Writes: nothing. Parameters: none.
SELECT pair."Payer Id" AS "PayerID", payer."Application Payer Id" AS "AppPayerID", payer."Payer Name" AS "Contract",
    pair."Provider Id" AS "ProviderID", provider."Application Provider Id" AS "AppProviderID",
    provider."Provider Name" AS "ProviderName",
    CASE WHEN payer."Is Active" AND NOT COALESCE(payer."Is Demo", FALSE) THEN 0 ELSE 1 END
        + CASE WHEN provider."Is Active" AND NOT COALESCE(provider."Is Demo", FALSE) THEN 0 ELSE 1 END AS "standing"
FROM ${source(DIMPAYERPROVIDER)} pair
JOIN ${source(DIMPAYER)} payer ON payer."Payer Id" = pair."Payer Id"
JOIN ${source(DIMPROVIDER)} provider ON provider."Provider Id" = pair."Provider Id"
