-- Whether the stored row c is neither on a crowded key nor of a visit that is on one now.
-- Writes: nothing. Parameters: none.
NOT EXISTS (SELECT 1 FROM crowded_visits x WHERE x.visit_id IN (c."VisitID", c."ConVisitID"))
    AND NOT EXISTS (SELECT 1 FROM crowded_keys k WHERE k.visit_date = c."VisitDate" AND CAST(k.ssn AS varchar(20)) = ${person(c."SSN")})
