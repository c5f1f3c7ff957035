-- Every pair of payer and provider, with their names; the better standing counts where a dimension has an id twice. A pair
-- with an id that is no UUID comes without it, and is counted where it is read.
-- Writes: nothing. Parameters: none.
SELECT pair."Payer Id" AS "PayerID", payer."Application Payer Id" AS "AppPayerID", payer."Payer Name" AS "Contract",
    pair."Provider Id" AS "ProviderID", provider."Application Provider Id" AS "AppProviderID",
    provider."Provider Name" AS "ProviderName",
    CASE WHEN payer."Is Active" = TRUE AND payer."Is Demo" = FALSE THEN 0 ELSE 1 END
        + CASE WHEN provider."Is Active" = TRUE AND provider."Is Demo" = FALSE THEN 0 ELSE 1 END AS "standing"
FROM ${source(DIMPAYERPROVIDER)} pair
LEFT JOIN ${source(DIMPAYER)} payer ON payer."Payer Id" = pair."Payer Id" AND pair."Provider Id" IS NOT NULL
LEFT JOIN ${source(DIMPROVIDER)} provider ON provider."Provider Id" = pair."Provider Id" AND pair."Payer Id" IS NOT NULL
WHERE pair."Payer Id" IS NULL OR pair."Provider Id" IS NULL
    OR (payer."Payer Id" IS NOT NULL AND provider."Provider Id" IS NOT NULL)
