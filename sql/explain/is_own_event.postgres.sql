-- Whether the event of the in-service row c is on its own side.
-- Writes: nothing. Parameters: none.
COALESCE(c."InserviceStartDate", c."InserviceEndDate") IS NOT NULL
