-- Which ordered pairs were stored by earlier runs, and where each comes from (its origin):
--   detected    a conflict with a visit in the delta          former    in the delta, no conflict any more
--   gone        one of the visits was deleted since           inservice a visit and a training
--   called off  a visit and a training that did not take place
--   taken, pto  a vacation of the other system's              old       a conflict outside the delta
--   past        a copy of an old one or of a training, moved to the months of the window that the warehouse shows no more
--   aged        a copy of an old one, so long ago that it lies before the window
-- Writes: chosen. Variables: stored_rows, stored_share, window_from, source_from.
CREATE TABLE ranked_pair AS
WITH drawn AS (
    SELECT *, CASE WHEN class = 'live' AND is_delta THEN 'detected' WHEN class = 'live' THEN 'old'
                   WHEN class = 'gone' THEN 'gone' ELSE 'former' END AS origin,
           draw(a || b, 'chosen') AS d
    FROM pair
)
SELECT * EXCLUDE (d, class), row_number() OVER (PARTITION BY origin ORDER BY d, a) AS rank,
       count(*) OVER (PARTITION BY origin) AS in_origin FROM drawn;

CREATE TABLE directed_pair AS
SELECT a AS visit, b AS other, day, day AS other_day, missed, miles, mph, travel, gap, flags, rank, in_origin,
       0 AS copy,
       0 AS event_side,
       CASE WHEN origin <> 'detected' OR rank <= floor(in_origin * getvariable('stored_share')) THEN origin
            WHEN rank <= floor(in_origin * getvariable('stored_share')) + 3 THEN 'taken' ELSE 'left out' END AS origin
FROM ranked_pair;
INSERT INTO directed_pair SELECT * REPLACE (other AS visit, visit AS other) FROM directed_pair
    WHERE NOT (origin = 'detected' AND draw(visit || other, 'one way') < 0.02);
INSERT INTO directed_pair
WITH stored AS (
    SELECT *, row_number() OVER (PARTITION BY gone ORDER BY draw(visit || event, 'chosen'), visit) AS rank,
           count(*) OVER (PARTITION BY gone) AS in_origin
    FROM inservice_pair
)
SELECT CASE side WHEN 1 THEN event ELSE visit END, CASE side WHEN 1 THEN visit ELSE event END,
       CASE side WHEN 1 THEN event_day ELSE day END, CASE side WHEN 1 THEN day ELSE event_day END,
       false, NULL, NULL, NULL, NULL, [false, false, false, false, false, false, false], rank, in_origin, 0, side,
       CASE WHEN gone THEN 'called off' ELSE 'inservice' END
FROM stored, (VALUES (1), (2)) s(side) WHERE rank <= 0.6 * in_origin;

-- How many rows each origin may have, in the order in which they are served. Of what the next run looks at it resolves
-- few: a run that would resolve most of it is one that the gate stops.
SET VARIABLE stored_detected = (SELECT count(*) FROM directed_pair WHERE origin = 'detected');
CREATE TABLE quota AS SELECT * FROM (VALUES
    ('detected', 1, getvariable('stored_rows') * 1.0), ('taken', 2, getvariable('stored_rows') * 0.01),
    ('former', 3, getvariable('stored_detected') * 0.06), ('gone', 4, getvariable('stored_rows') * 0.03),
    ('inservice', 5, getvariable('stored_rows') * 0.06), ('called off', 6, getvariable('stored_rows') * 0.01)
) AS q(origin, place, rows_allowed);

CREATE TABLE chosen AS
WITH served AS (
    SELECT d.*, q.place, row_number() OVER (PARTITION BY d.origin ORDER BY d.rank, d.visit) AS in_turn,
           ceil(q.rows_allowed) AS allowed
    FROM directed_pair d JOIN quota q USING (origin)
)
SELECT * EXCLUDE (place, in_turn, allowed) FROM served WHERE in_turn <= allowed ORDER BY place, rank, visit
LIMIT getvariable('stored_rows');

-- What happened half a year later than the months that are shown no more.
INSERT INTO chosen
WITH copied AS (
    SELECT *, row_number() OVER (PARTITION BY event_side > 0 ORDER BY rank, visit) AS in_turn FROM directed_pair
    WHERE origin IN ('old', 'inservice') AND least(day, other_day) - getvariable('past_by') >= getvariable('window_from')
      AND greatest(day, other_day) - getvariable('past_by') < getvariable('source_from')
)
SELECT * EXCLUDE (in_turn) REPLACE ('past' AS origin, 1 AS copy) FROM copied
WHERE in_turn <= ceil(CASE WHEN event_side > 0 THEN 0.006 ELSE 0.02 END * getvariable('stored_rows'))
LIMIT greatest(0, getvariable('stored_rows') - (SELECT count(*) FROM chosen));

-- The rest: vacations and old pairs, and where these do not suffice, copies of them from before the window.
SET VARIABLE rest = (SELECT getvariable('stored_rows') - count(*) FROM chosen);
SET VARIABLE old_rows = (SELECT count(*) FROM directed_pair WHERE origin = 'old');
SET VARIABLE kept_old = least(CAST(floor(getvariable('rest') * 0.95) AS BIGINT), getvariable('old_rows'));
INSERT INTO chosen
SELECT * EXCLUDE (in_turn) REPLACE (CASE WHEN in_turn <= getvariable('rest') * 0.01 THEN 'pto' ELSE 'old' END AS origin)
FROM (SELECT *, row_number() OVER (ORDER BY rank, visit) AS in_turn FROM directed_pair WHERE origin = 'old')
WHERE in_turn <= getvariable('kept_old');
INSERT INTO chosen
WITH served AS (SELECT *, row_number() OVER (ORDER BY rank, visit) AS in_turn FROM directed_pair WHERE origin = 'old')
SELECT s.* EXCLUDE (in_turn) REPLACE ('aged' AS origin, 2 + n // getvariable('old_rows') AS copy)
FROM range(getvariable('rest') - getvariable('kept_old')) t(n)
JOIN served s ON s.in_turn = 1 + n % getvariable('old_rows')
WHERE getvariable('old_rows') > 0;
