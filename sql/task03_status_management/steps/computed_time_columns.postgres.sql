-- Fills the times that dashboards read.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "ShVTSTTime" = COALESCE(c."VisitStartTime", c."SchStartTime", c."InserviceStartDate"),
    "ShVTENTime" = COALESCE(c."VisitEndTime", c."SchEndTime", c."InserviceEndDate"),
    "CShVTSTTime" = COALESCE(c."ConVisitStartTime", c."ConSchStartTime", c."ConInserviceStartDate"),
    "CShVTENTime" = COALESCE(c."ConVisitEndTime", c."ConSchEndTime", c."ConInserviceEndDate")
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND ${include task03_status_management/words/times_differ}
