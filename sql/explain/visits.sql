-- What detection sees of each explained visit: at which gate it stops, where it does. A person is a number of this answer.
-- Writes: nothing. Parameters: window_from, window_to.
WITH ids AS (
    SELECT a_visit_id AS visit_id FROM ${work(explained_pairs)}
    UNION
    SELECT b_visit_id FROM ${work(explained_pairs)}
), newest AS (
    SELECT v."Visit Id" AS visit_id, ${include detection/places}
    FROM ${work(explained_visits)} v
    LEFT JOIN ${work(gps_addresses)} p_address ON p_address."Patient Id" = v."Provider Patient Id"
), located AS (
    ${include detection/located}
), on_keys AS (
    SELECT key_no, COUNT(*) AS visits FROM ${work(base_visits)} GROUP BY key_no
)
SELECT i.visit_id AS "visit_id", v."Visit Id" IS NOT NULL AS "is_there", v.copies AS "copies",
    ${read_utc(v."Visit Updated Timestamp")} AS "updated", v."Visit Date" AS "visit_date",
    ${include detection/in_window} AS "in_window",
    ${include explain/standing},
    b.visit_id IS NOT NULL AS "is_looked_at", on_keys.visits AS "visits_on_key", crowded.key_no IS NOT NULL AS "crowded",
    v."Scheduled Start Time" AS "sch_start", v."Scheduled End Time" AS "sch_end",
    v."Visit Start Time" AS "visit_start", v."Visit End Time" AS "visit_end", v."Is Missed" AS "is_missed",
    b.is_delta AS "is_delta", located.source AS "place", b.state_1 AS "state_1", b.state_2 AS "state_2"
FROM ids i
LEFT JOIN ${work(explained_visits)} v ON v."Visit Id" = i.visit_id
LEFT JOIN located ON located.visit_id = i.visit_id
${include explain/standing_of}
LEFT JOIN ${work(base_visits)} b ON b.visit_id = i.visit_id
LEFT JOIN on_keys ON on_keys.key_no = b.key_no
LEFT JOIN ${work(crowded_keys)} crowded ON crowded.key_no = b.key_no
