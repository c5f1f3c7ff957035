-- Counts, by column, the texts that are longer than it.
-- Writes: nothing. Parameters: none.
SELECT COUNT(DISTINCT ("PayerID", "ProviderID")) FILTER (WHERE length("Contract") > 100) AS "Contract",
    COUNT(DISTINCT ("PayerID", "ProviderID")) FILTER (WHERE length("ProviderName") > 100) AS "ProviderName"
FROM reminders_in
