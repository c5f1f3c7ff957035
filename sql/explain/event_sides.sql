-- What in-service detection sees of each explained visit and event: at which gate it stops, where it does.
-- Writes: nothing. Parameters: window_from, window_to.
WITH ids AS (
    SELECT a_visit_id AS visit_id FROM ${work(explained_pairs)}
    UNION
    SELECT b_visit_id FROM ${work(explained_pairs)}
), looked_at AS (
    SELECT event_id AS visit_id FROM ${work(events)}
    UNION
    SELECT visit_id FROM ${work(event_visits)}
), crowded AS (
    SELECT DISTINCT visit_id FROM ${work(crowded_visits)}
)
SELECT i.visit_id AS "visit_id", v."Visit Id" IS NOT NULL AS "is_there", v.copies AS "copies",
    NULL AS "updated", v."Visit Date" AS "visit_date", ${include detection/in_window} AS "in_window",
    ${include explain/standing},
    looked_at.visit_id IS NOT NULL AS "is_looked_at", crowded.visit_id IS NOT NULL AS "crowded",
    v."Scheduled Start Time" AS "sch_start", v."Scheduled End Time" AS "sch_end",
    v."Visit Start Time" AS "visit_start", v."Visit End Time" AS "visit_end", v."Is Missed" AS "is_missed"
FROM ids i
LEFT JOIN ${work(explained_visits)} v ON v."Visit Id" = i.visit_id
${include explain/standing_of}
LEFT JOIN looked_at ON looked_at.visit_id = i.visit_id
LEFT JOIN crowded ON crowded.visit_id = i.visit_id
