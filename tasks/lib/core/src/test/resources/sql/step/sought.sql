SELECT c."Service Code" FROM ${source(DIMSERVICECODE, "Service Code" IN (SELECT code FROM codes))} c
