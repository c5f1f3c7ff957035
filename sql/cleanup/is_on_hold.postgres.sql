-- Whether the agency of a side of the stored row c is on hold.
-- Writes: nothing. Parameters: run_id.
EXISTS (
    SELECT 1 FROM ${schema}.pipeline_source_providers h
    WHERE h.run_id = :run_id AND h.on_hold AND h.provider_id IN (c."ProviderID", c."ConProviderID"))
