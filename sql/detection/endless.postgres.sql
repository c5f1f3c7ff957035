-- Whether a time of the visit v is none (infinity), and is read as absent.
-- Writes: nothing. Parameters: none.
(v."Scheduled Start Time" IS NULL AND v."Scheduled Start Time as written" IS NOT NULL
    OR v."Scheduled End Time" IS NULL AND v."Scheduled End Time as written" IS NOT NULL
    OR v."Visit Start Time" IS NULL AND v."Visit Start Time as written" IS NOT NULL
    OR v."Visit End Time" IS NULL AND v."Visit End Time as written" IS NOT NULL)
