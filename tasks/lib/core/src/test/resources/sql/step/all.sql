SELECT * FROM ${as_written(DIMSERVICECODE, "Service Code Id" IN (SELECT id FROM ids))} c
