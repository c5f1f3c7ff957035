-- The days and persons that the rows between these visits, from a JSON list of {id}, are stored under; as a JSON list.
-- Writes: nothing. Parameters: visits.
WITH asked AS (
    SELECT CAST(v.id AS uuid) AS visit_id FROM json_to_recordset(CAST(:visits AS json)) AS v (id text)
), keys AS (
    SELECT DISTINCT c."VisitDate" AS visit_date, c."SSN" AS ssn
    FROM asked a JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = a.visit_id
    WHERE c."ConVisitID" IN (SELECT visit_id FROM asked) AND TRIM(c."SSN") <> ''
)
SELECT CAST(COALESCE(json_agg(json_build_object('d', visit_date, 's', ssn)), '[]') AS text) AS list FROM keys
