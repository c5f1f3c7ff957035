-- Fills the times that dashboards read.
-- Writes: conflictvisitmaps. Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET "ShVTSTTime" = COALESCE(c."VisitStartTime", c."SchStartTime", c."InserviceStartDate"),
        "ShVTENTime" = COALESCE(c."VisitEndTime", c."SchEndTime", c."InserviceEndDate"),
        "CShVTSTTime" = COALESCE(c."ConVisitStartTime", c."ConSchStartTime", c."ConInserviceStartDate"),
        "CShVTENTime" = COALESCE(c."ConVisitEndTime", c."ConSchEndTime", c."ConInserviceEndDate")
    FROM window_rows w
    WHERE w.times_differ AND c."ID" = w.id AND ${include task03_status_management/times_differ}
    RETURNING c."ID"
)
${include task03_status_management/count_written}
