-- Of each explained event and visit that are looked at the smallest change of times, in whole minutes and up to a day, by
-- which they would meet no longer, or would meet. Neither may end before its start.
-- Writes: nothing. Parameters: none.
WITH changes AS (
    ${include explain/changes_tried}
), asked AS (
    SELECT q.a_visit_id, q.b_visit_id, e.starts AS a_starts, e.ends AS a_ends, v.starts AS b_starts, v.ends AS b_ends
    FROM ${work(explained_pairs)} q
    JOIN ${work(events)} e ON e.event_id = q.a_visit_id
    JOIN ${work(event_visits)} v ON v.visit_id = q.b_visit_id
), moved AS (
    SELECT u.a_visit_id, u.b_visit_id, m.place, m.side, m.part, m.minutes,
        ${minutes_later(u.a_starts, m.minutes * m.a_start)} AS a_starts, ${minutes_later(u.a_ends, m.minutes * m.a_end)} AS a_ends,
        ${minutes_later(u.b_starts, m.minutes * m.b_start)} AS b_starts, ${minutes_later(u.b_ends, m.minutes * m.b_end)} AS b_ends,
        CASE WHEN ${touch(u.b_starts, u.b_ends, u.a_starts, u.a_ends)} THEN 1 ELSE 0 END AS meet_now
    FROM asked u CROSS JOIN changes m
), judged AS (
    SELECT m.*, CASE WHEN ${touch(m.b_starts, m.b_ends, m.a_starts, m.a_ends)} THEN 1 ELSE 0 END AS meet FROM moved m
), turned AS (
    SELECT j.*, ROW_NUMBER() OVER (
        PARTITION BY j.a_visit_id, j.b_visit_id ORDER BY ABS(j.minutes), j.place, j.minutes) AS change_no
    FROM judged j
    WHERE j.meet <> j.meet_now AND j.a_starts <= j.a_ends AND j.b_starts <= j.b_ends
)
SELECT a_visit_id AS "a_visit_id", b_visit_id AS "b_visit_id", side AS "side", part AS "part", minutes AS "minutes",
    meet = 1 AS "is_conflict"
FROM turned
WHERE change_no = 1
