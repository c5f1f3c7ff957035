-- Whether the source still shows the day of the stored row c.
-- Writes: nothing. Parameters: oldest_visit_date.
(c."VisitDate" IS NULL OR c."VisitDate" >= CAST(:oldest_visit_date AS date))
