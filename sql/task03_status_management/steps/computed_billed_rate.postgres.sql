-- Fills what a minute of each visit costs; a stored value that is right as far as it matters stays.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "BilledRateMinute" = CASE WHEN ${real_differs(c."BilledRateMinute", ${include task03_status_management/words/rate})}
        THEN ${include task03_status_management/words/rate} ELSE c."BilledRateMinute" END,
    "ConBilledRateMinute" =
        CASE WHEN ${real_differs(c."ConBilledRateMinute", ${include task03_status_management/words/con_rate})}
        THEN ${include task03_status_management/words/con_rate} ELSE c."ConBilledRateMinute" END
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND ${include task03_status_management/words/rates_differ}
