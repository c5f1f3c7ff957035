-- Whether one of the four times that dashboards read is not the one that counts for map row c.
-- Writes: nothing. Parameters: none.
(c."ShVTSTTime" IS DISTINCT FROM COALESCE(c."VisitStartTime", c."SchStartTime", c."InserviceStartDate")
    OR c."ShVTENTime" IS DISTINCT FROM COALESCE(c."VisitEndTime", c."SchEndTime", c."InserviceEndDate")
    OR c."CShVTSTTime" IS DISTINCT FROM COALESCE(c."ConVisitStartTime", c."ConSchStartTime", c."ConInserviceStartDate")
    OR c."CShVTENTime" IS DISTINCT FROM COALESCE(c."ConVisitEndTime", c."ConSchEndTime", c."ConInserviceEndDate"))
