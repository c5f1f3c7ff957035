-- Which visits have a second visit of the same person on the same day at another agency, and what it is for.
-- Classes: delta (a conflict with a visit in the delta), old (a conflict outside it), benign (no conflict),
-- gone (deleted since). By its place, a conflict may get a third visit too (32_plan_companions.sql).
-- Writes: companion, inservice_seed. Variables: companions, base_visits, persons, multi_persons, delta_conflicts,
-- old_conflicts, benign.
CREATE TABLE companion AS
WITH numbered AS (
    SELECT c, (getvariable('base_visits') // getvariable('persons')) * getvariable('multi_persons')
              / getvariable('companions')::DOUBLE AS stride
    FROM range(getvariable('companions')) t(c)
), stretched AS (
    SELECT c, floor(c * stride) AS first, floor((c + 1) * stride) - floor(c * stride) AS length FROM numbered
), spread AS (
    -- each companion has a stretch of visits of its own, of which it takes one: no visit is taken twice
    SELECT c, CAST(first AS BIGINT) + pick(c, 'companion', length) AS e FROM stretched
), ranked AS (
    SELECT *, row_number() OVER (ORDER BY draw(c, 'class'), c) AS place FROM spread
)
SELECT c, (e // getvariable('multi_persons')) * getvariable('persons') + e % getvariable('multi_persons') AS i, place,
       CASE WHEN place <= getvariable('delta_conflicts') THEN 'delta'
            WHEN place <= getvariable('delta_conflicts') + getvariable('old_conflicts') THEN 'old'
            WHEN place <= getvariable('delta_conflicts') + getvariable('old_conflicts') + getvariable('benign')
                THEN 'benign'
            ELSE 'gone' END AS class
FROM ranked ORDER BY i;

-- Filled stretch by stretch, read by 35_inservice.sql.
CREATE TABLE inservice_seed (n BIGINT, caregiver BIGINT, visit_start TIMESTAMP, visit_end TIMESTAMP);
