-- Whether some rows c of one group are of at most two conflicts, and the billing service has told minutes of overlap.
-- Writes: nothing. Parameters: none.
bool_or(c."BILLABLEMINUTESOVERLAP" IS NOT NULL) AND COUNT(DISTINCT c."CONFLICTID") <= 2
