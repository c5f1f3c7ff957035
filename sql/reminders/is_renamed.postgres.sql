-- Whether stored pair c has other names than pair w of the warehouse.
-- Writes: nothing. Parameters: none.
(c."Contract" IS DISTINCT FROM w."Contract" OR c."ProviderName" IS DISTINCT FROM w."ProviderName")
