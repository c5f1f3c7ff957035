-- Of each explained pair the smallest change of a visit's times, in whole minutes and up to a day, that turns what the
-- rules say: its start, its end, or both. Whichever times count is the rules' affair: the scheduled ones and the real ones are moved.
-- No change lets a visit end before its start, where it does not already. Of a crowded key, on which nothing is compared,
-- none is looked for.
-- Writes: nothing. Parameters: extra_distance_per.
WITH changes AS (
    ${include explain/changes_tried}
), asked AS (
    SELECT q.a_visit_id, q.b_visit_id, ${include detection/sides}
    FROM ${work(explained_pairs)} q
    JOIN ${work(base_visits)} a ON a.visit_id = q.a_visit_id
    JOIN ${work(base_visits)} b ON b.visit_id = q.b_visit_id
    WHERE NOT EXISTS (SELECT 1 FROM ${work(crowded_keys)} c WHERE c.key_no = a.key_no)
), pairs AS (
    SELECT u.a_visit_id, u.b_visit_id, m.place, m.side, m.part, m.minutes,
        ${minutes_later(u.a_sch_start, m.minutes * m.a_start)} AS a_sch_start, ${minutes_later(u.a_sch_end, m.minutes * m.a_end)} AS a_sch_end,
        ${minutes_later(u.a_visit_start, m.minutes * m.a_start)} AS a_visit_start, ${minutes_later(u.a_visit_end, m.minutes * m.a_end)} AS a_visit_end,
        ${minutes_later(u.b_sch_start, m.minutes * m.b_start)} AS b_sch_start, ${minutes_later(u.b_sch_end, m.minutes * m.b_end)} AS b_sch_end,
        ${minutes_later(u.b_visit_start, m.minutes * m.b_start)} AS b_visit_start, ${minutes_later(u.b_visit_end, m.minutes * m.b_end)} AS b_visit_end,
        u.a_latitude, u.a_longitude, u.b_latitude, u.b_longitude, u.a_state_1, u.a_state_2, u.b_state_1, u.b_state_2
    FROM asked u CROSS JOIN changes m
), flagged AS (
    ${include rules/conflict_flags}
), judged AS (
    SELECT f.*, CASE WHEN ${include detection/is_conflict} THEN 1 ELSE 0 END AS verdict FROM flagged f
), turned AS (
    SELECT j.*, ROW_NUMBER() OVER (
        PARTITION BY j.a_visit_id, j.b_visit_id ORDER BY ABS(j.minutes), j.place, j.minutes) AS change_no
    FROM judged j
    JOIN judged now ON now.a_visit_id = j.a_visit_id AND now.b_visit_id = j.b_visit_id AND now.minutes = 0 AND now.place = 1
    WHERE j.verdict <> now.verdict
        AND (j.a_from <= j.a_to OR now.a_from > now.a_to) AND (j.b_from <= j.b_to OR now.b_from > now.b_to)
)
SELECT a_visit_id AS "a_visit_id", b_visit_id AS "b_visit_id", side AS "side", part AS "part", minutes AS "minutes",
    verdict = 1 AS "is_conflict"
FROM turned
WHERE change_no = 1
