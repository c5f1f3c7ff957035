-- The days and persons that the rows between the asked visits are stored under, read where they stand: a bound value would be
-- in the server's log where that has DDL.
-- Writes: keys_stored (temporary). Parameters: none.
${create_work(keys_stored)} AS
SELECT DISTINCT CAST(c."VisitDate" AS date) AS visit_date, ${person(c."SSN")} AS person
FROM ${work(asked_ids)} a JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = a.visit_id
WHERE c."ConVisitID" IN (SELECT visit_id FROM ${work(asked_ids)}) AND TRIM(c."SSN") <> ''
