-- Who answers for the missed visit of map row c.
-- Writes: nothing. Parameters: none.
CASE WHEN c."IsMissed" THEN COALESCE(c."AgencyContact", c."ProviderName")
    ELSE COALESCE(c."ConAgencyContact", c."ConProviderName") END
