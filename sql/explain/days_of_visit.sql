-- The first and the last day of the visit v: of its date, and of the times at which somebody was there.
-- Writes: nothing. Parameters: none.
LEAST(v."Visit Date", COALESCE(CAST(v."Visit Start Time" AS DATE), v."Visit Date"), COALESCE(CAST(v."Visit End Time" AS DATE), v."Visit Date")) AS first_day,
    GREATEST(v."Visit Date", COALESCE(CAST(v."Visit Start Time" AS DATE), v."Visit Date"), COALESCE(CAST(v."Visit End Time" AS DATE), v."Visit Date")) AS last_day
