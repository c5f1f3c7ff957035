-- Whether absence of the stored row c says anything: the source still shows its day, and no side's agency is on hold.
-- Writes: nothing. Parameters: oldest_visit_date, run_id.
(c."VisitDate" IS NULL OR c."VisitDate" >= CAST(:oldest_visit_date AS date))
    AND NOT EXISTS (
        SELECT 1 FROM ${schema}.pipeline_source_providers h
        WHERE h.run_id = :run_id AND h.on_hold AND h.provider_id IN (c."ProviderID", c."ConProviderID"))
