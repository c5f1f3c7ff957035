-- What a minute of each visit costs, as map row c is given it; a stored value that is right as far as it matters stays.
-- Writes: nothing. Parameters: none.
"BilledRateMinute" = CASE WHEN ${real_differs(c."BilledRateMinute", ${include task03_status_management/words/rate})}
        THEN ${include task03_status_management/words/rate} ELSE c."BilledRateMinute" END,
    "ConBilledRateMinute" =
        CASE WHEN ${real_differs(c."ConBilledRateMinute", ${include task03_status_management/words/con_rate})}
        THEN ${include task03_status_management/words/con_rate} ELSE c."ConBilledRateMinute" END
