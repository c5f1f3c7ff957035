-- How many visits of the window each agency sends. Ids are compared as they are written: to read those of all visits as
-- UUIDs costs more than all else here, and only few are left to be read.
-- Writes: senders (temporary). Parameters: window_from, window_to.
${create_work(senders)} AS
WITH counted AS (
    SELECT v."Provider Id as written" AS written, COUNT(DISTINCT v."Visit Id as written") AS visits
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    GROUP BY v."Provider Id as written"
)
SELECT c.written, ${read_id(c.written)} AS provider_id, c.visits FROM counted c
