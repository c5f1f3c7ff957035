-- Whether the stored row c is an in-service pair: an event's date on one side, and no absence's.
-- Writes: nothing. Parameters: none.
COALESCE(c."InserviceStartDate", c."InserviceEndDate", c."ConInserviceStartDate", c."ConInserviceEndDate") IS NOT NULL
    AND COALESCE(c."PTOStartDate", c."PTOEndDate", c."ConPTOStartDate", c."ConPTOEndDate") IS NULL
