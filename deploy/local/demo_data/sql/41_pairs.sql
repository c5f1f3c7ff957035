-- The seven rules over all candidates, each unordered pair once; pairs without a flag are kept in the delta only.
-- Writes: pair, a copy for each class: live, gone (a deleted side), none (no conflict). Variables: none.
CREATE MACRO squared_sine(degrees) AS pow(sin(radians(degrees) / 2), 2);
CREATE MACRO miles(a, b) AS round(2 * 6371 * asin(sqrt(
        squared_sine(b[1] - a[1]) + cos(radians(a[1])) * cos(radians(b[1])) * squared_sine(b[2] - a[2])
    )) / 1.609344 * (SELECT CAST(CAST("ExtraDistancePer" AS VARCHAR) AS DOUBLE) FROM out_settings), 2);
CREATE MACRO minutes_between(a, b) AS greatest(0, date_diff('minute', a, b));

CREATE TABLE speed AS
SELECT "From" AS miles_from, lead("From") OVER (ORDER BY "From") AS miles_to,
       CAST(CAST("AverageMilesPerHour" AS VARCHAR) AS DOUBLE) AS mph FROM out_mph;

CREATE TABLE pair AS
WITH stated AS (
    SELECT *, CASE WHEN visit_start IS NULL AND visit_end IS NULL THEN 'unstarted'
                   WHEN visit_start IS NOT NULL AND visit_end IS NOT NULL THEN 'completed' END AS state,
           coalesce(visit_start, sch_start) AS starts, coalesce(visit_end, sch_end) AS ends
    FROM candidate
), related AS (
    SELECT a.id AS a, b.id AS b, a.person, a.day, a.gone OR b.gone AS gone, a.missed OR b.missed AS missed,
           a.is_delta OR b.is_delta AS is_delta,
           a.state = b.state AND a.state = 'unstarted' AS both_unstarted,
           a.state = b.state AND a.state = 'completed' AS both_completed,
           a.state <> b.state AS one_each, a.starts = b.starts AND a.ends = b.ends AS same,
           a.starts < b.ends AND b.starts < a.ends AS overlap,
           miles(a.gps, b.gps) AS miles,
           CASE WHEN a.state = 'completed' AND b.state = 'completed' THEN
               CASE WHEN (a.starts, a.ends) <= (b.starts, b.ends) THEN minutes_between(a.ends, b.starts)
                    ELSE minutes_between(b.ends, a.starts) END
           END AS gap,
           len(a.states) = 0 OR len(b.states) = 0 OR list_has_any(a.states, b.states) AS same_state
    FROM stated a JOIN stated b ON a.day = b.day AND a.person = b.person AND a.provider <> b.provider AND a.id < b.id
    WHERE NOT (a.gone AND b.gone)
), travelled AS (
    SELECT r.*, s.mph, CASE WHEN s.mph > 0 THEN round(r.miles / s.mph * 60, 2) END AS travel
    FROM related r LEFT JOIN speed s ON r.miles >= s.miles_from AND (r.miles < s.miles_to OR s.miles_to IS NULL)
), flagged AS (
    SELECT *, [coalesce(both_unstarted AND same, false), coalesce(both_completed AND same, false),
               coalesce(one_each AND same, false),
               coalesce(both_unstarted AND overlap AND NOT same, false),
               coalesce(both_completed AND overlap AND NOT same, false),
               coalesce(one_each AND overlap AND NOT same, false),
               coalesce(both_completed AND NOT overlap AND NOT same AND travel > gap, false)] AS flags
    FROM travelled
)
SELECT a, b, person, day, missed, is_delta, miles, CASE WHEN mph > 0 THEN mph END AS mph,
       CAST(floor(travel + 0.5) AS INTEGER) AS travel, gap, flags,
       CASE WHEN NOT (list_contains(flags, true) AND same_state) THEN 'none' WHEN gone THEN 'gone'
            ELSE 'live' END AS class
FROM flagged WHERE (list_contains(flags, true) AND same_state) OR is_delta;
