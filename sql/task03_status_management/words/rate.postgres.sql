-- What a minute of the first visit of map row c costs.
-- Writes: nothing. Parameters: none.
${rate_per_minute(c."BillRateBoth", c."RateType", c."Billed", c."BilledHours", c."SchStartTime", c."SchEndTime")}
