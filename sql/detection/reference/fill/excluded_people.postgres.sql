-- The people who are left out, read where they stand: a bound value would be in the server's log where that has DDL.
-- Writes: excluded_people (temporary). Parameters: none.
${create_work(excluded_people)} AS
SELECT DISTINCT ${person(e."SSN")} AS person FROM ${schema}.excluded_ssn e WHERE TRIM(e."SSN") <> ''
