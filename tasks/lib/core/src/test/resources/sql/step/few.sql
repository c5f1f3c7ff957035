SELECT c."Service Code" FROM ${source(DIMSERVICECODE, "Service Code Id" IN (SELECT id FROM ids))} c
