-- What a minute of the second visit of map row c costs.
-- Writes: nothing. Parameters: none.
${rate_per_minute(c."ConBillRateBoth", c."ConRateType", c."ConBilled", c."ConBilledHours", c."ConSchStartTime",
    c."ConSchEndTime")}
