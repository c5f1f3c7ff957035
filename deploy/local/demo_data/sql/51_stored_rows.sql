-- What became of each stored row: its conflict, its status and when, and what about it is no longer as it was.
-- Open rows are U; N, "no response", only where somebody did not answer.
-- Writes: stored_row, out_conflicts. Variables: now, past_by, aged_by.
CREATE TABLE statused AS
WITH drawn AS (
    SELECT *, visit || copy AS conflict_key, visit || other || copy AS row_key,
           CASE origin WHEN 'past' THEN getvariable('past_by') WHEN 'aged' THEN getvariable('aged_by') ELSE 0 END AS moved_by
    FROM chosen
), dated AS (
    SELECT *, day - moved_by AS happened, draw(conflict_key, 'status') AS s, draw(row_key, 'row status') AS r,
           draw(conflict_key, 'silent') < 0.02 AS conflict_silent, draw(row_key, 'silent') < 0.012 AS silent,
           least(happened + to_minutes(600 + pick(row_key, 'created', 20000)),
                 getvariable('now') - to_minutes(2400 + pick(row_key, 'created late', 40000))) AS created
    FROM drawn
), flagged AS (
    -- most of what was missed was resolved by then
    SELECT *, CASE WHEN s < 0.54 AND missed_one AND draw(conflict_key, 'missed then') < 0.85 THEN 'R'
                   WHEN s < 0.54 THEN CASE WHEN conflict_silent AND draw(conflict_key, 'told') < 0.5 THEN 'N' ELSE 'U' END
                   WHEN s < 0.84 THEN 'R' WHEN s < 0.91 THEN 'W'
                   WHEN s < 0.97 THEN 'I' ELSE 'D' END AS conflict_status
    FROM (SELECT *, bool_or(missed) OVER (PARTITION BY conflict_key) AS missed_one FROM dated)
)
SELECT *, CASE WHEN origin = 'gone' AND r < 0.35 THEN 'D'
               WHEN origin IN ('former', 'gone') AND conflict_status IN ('R', 'D') THEN 'U'
               WHEN origin = 'detected' AND conflict_status IN ('R', 'D')
                    THEN CASE WHEN r < 0.4 THEN 'U' ELSE conflict_status END
               WHEN origin = 'old' AND conflict_status = 'U' AND r < 0.1 THEN 'R'
               WHEN origin = 'old' AND conflict_status = 'D' AND r < 0.3 THEN 'U'
               WHEN origin = 'old' AND conflict_status = 'R' AND r < 0.05 THEN 'U'
               WHEN conflict_status IN ('U', 'N') THEN CASE WHEN silent AND r < 0.7 THEN 'N' ELSE 'U' END
               ELSE conflict_status END AS status,
       -- the older system left rows without a parent: single ones, and all of a visit
       draw(row_key, 'no conflict') < 0.04 OR draw(conflict_key, 'no conflict at all') < 0.03 AS parentless,
       CASE WHEN origin = 'detected' AND draw(row_key, 'changed') < 0.25 THEN 1 + pick(row_key, 'change', 6)
            WHEN origin = 'inservice' AND draw(row_key, 'changed') < 0.15 THEN 1 + pick(row_key, 'change', 4)
            WHEN origin = 'former' AND draw(row_key, 'changed') < 0.30 THEN 6 ELSE 0 END AS change,
       CASE WHEN draw(row_key, 'left over') < CASE origin WHEN 'detected' THEN 0.02 ELSE 0.003 END THEN 1 END
           AS update_flag
FROM flagged;

CREATE TABLE conflict_number AS
SELECT conflict_key, row_number() OVER (ORDER BY min(created), conflict_key) AS conflict_id, min(created) AS created,
       any_value(conflict_status) AS status, any_value(conflict_silent) AS silent, any_value(visit) AS visit
FROM statused WHERE NOT parentless GROUP BY conflict_key;

CREATE TABLE stored_row AS
SELECT row_number() OVER (ORDER BY s.created, s.row_key) AS map_id,
       CASE WHEN NOT s.parentless THEN c.conflict_id END AS conflict_id,
       CASE WHEN NOT s.parentless THEN c.created END AS conflict_created,
       s.* EXCLUDE (conflict_key, s, r, conflict_status, conflict_silent, rank, in_origin),
       CASE WHEN s.status NOT IN ('U', 'N') OR draw(s.row_key, 'untouched') > 0.45 THEN s.created + to_minutes(CAST(floor(draw(s.row_key, 'updated')
            * date_diff('minute', s.created, getvariable('now') - to_hours(38))) AS BIGINT)) END AS updated,
       -- what stale cleanup resolved has no ResolveDate, what people and the status cascade resolved has one
       s.status = 'D' OR (s.status = 'R' AND (s.missed_one OR draw(s.row_key, 'resolved') < 0.6)) AS resolved_by_people
FROM statused s LEFT JOIN conflict_number c USING (conflict_key);

CREATE TABLE out_conflicts AS
WITH dated AS (
    SELECT *, conflict_id AS n, least(created + to_minutes(2000 + pick(conflict_id, 'resolved after', 50000)),
                getvariable('now') - to_hours(38)) AS resolved
    FROM conflict_number
)
SELECT conflict_id AS "CONFLICTID", created AS "RECORDEDDATETIME", status AS "StatusFlag",
       CASE WHEN silent THEN 'Yes' WHEN draw(n, 'answer') < 0.03 THEN 'No' END AS "NoResponseFlag",
       CASE WHEN silent THEN 1 + n % 3 END AS "NoResponseReasonID",
       CASE WHEN silent THEN 'No answer yet' END AS "NoResponseTitle",
       CASE WHEN silent AND draw(n, 'notes') < 0.5 THEN 'Asked twice, "by mail"' || chr(10) || 'and by phone'
            END AS "NoResponseNotes",
       CASE WHEN status IN ('R', 'D') THEN resolved END AS "ResolveDate", created AS "CreatedDate",
       CASE WHEN status IN ('R', 'D') THEN 'Review desk ' || (1 + n % 9) END AS "ResolvedBy",
       CASE WHEN silent THEN created + to_days(1) END AS "NoResponseDate",
       CASE WHEN draw(n, 'review') < 0.03 THEN 'Yes' END AS "FlagForReview",
       CASE WHEN draw(n, 'review') < 0.03 THEN created + to_days(2) END AS "FlagForReviewDate",
       CASE WHEN draw(n, 'mark') < 0.8 THEN '1' END AS "UpdatedRFlag"
FROM dated;
