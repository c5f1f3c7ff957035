-- The times that dashboards read, as map row c is given them.
-- Writes: nothing. Parameters: none.
"ShVTSTTime" = COALESCE(c."VisitStartTime", c."SchStartTime", c."InserviceStartDate"),
    "ShVTENTime" = COALESCE(c."VisitEndTime", c."SchEndTime", c."InserviceEndDate"),
    "CShVTSTTime" = COALESCE(c."ConVisitStartTime", c."ConSchStartTime", c."ConInserviceStartDate"),
    "CShVTENTime" = COALESCE(c."ConVisitEndTime", c."ConSchEndTime", c."ConInserviceEndDate")
