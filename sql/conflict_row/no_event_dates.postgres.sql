-- Whether a stored row c is a pair of two visits: no in-service and no PTO date.
-- Writes: nothing. Parameters: none.
COALESCE(c."InserviceStartDate", c."InserviceEndDate", c."PTOStartDate", c."PTOEndDate", c."ConInserviceStartDate",
    c."ConInserviceEndDate", c."ConPTOStartDate", c."ConPTOEndDate") IS NULL
