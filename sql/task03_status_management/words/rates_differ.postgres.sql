-- Whether one of the two stored rates of map row c is not what a minute costs.
-- Writes: nothing. Parameters: none.
(${real_differs(c."BilledRateMinute", ${include task03_status_management/words/rate})}
    OR ${real_differs(c."ConBilledRateMinute", ${include task03_status_management/words/con_rate})})
