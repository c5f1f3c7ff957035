-- Names that have changed; a row that somebody holds is left for another time, so that nobody waits for the others either.
-- Found by its place: a database may keep no "ID" of reminders.
-- Writes: payer_provider_reminders. Parameters: none.
UPDATE ${schema}.payer_provider_reminders r
SET "Contract" = k."Contract", "ProviderName" = k."ProviderName"
FROM (
    SELECT c.ctid AS place, w."Contract", w."ProviderName"
    FROM wanted_reminders w
    JOIN ${schema}.payer_provider_reminders c ON c."PayerID" = w."PayerID" AND c."ProviderID" = w."ProviderID"
    WHERE ${include reminders/is_renamed}
    FOR NO KEY UPDATE OF c SKIP LOCKED
) k
WHERE r.ctid = k.place
