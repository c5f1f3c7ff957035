-- Indexes that chunked detection needs on the replicated warehouse tables, where ids are of type uuid; where they are
-- text: indexes_text.sql, and this file not. Each is made without holding up whoever writes the replica; what is there
-- already is left alone. Once, and again after a table was replicated anew:
--
--     PGOPTIONS='-c search_path=analytics_dev' psql -f deploy/replica/indexes.sql
--
-- A chunk reads few rows of big tables: its stored visits by their id, then all visits of the same people on the same
-- days, then what is said about these. Without the first three indexes each chunk reads the whole table of visits.
-- An index that was interrupted stays behind as INVALID (`\d <table>` says so): drop it, then run this file again.

CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_visit_id
    ON factvisitcallperformance_cr ("Visit Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_visit_caregiver_date
    ON factvisitcallperformance_cr ("Caregiver Id", "Visit Date");
-- The person behind an SSN, as sql/dialect/person.postgres.sql reads it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_person
    ON dimcaregiver ((CASE WHEN LENGTH(REGEXP_REPLACE("SSN", '[^0-9]', '', 'g')) = 9
        THEN REGEXP_REPLACE("SSN", '[^0-9]', '', 'g') ELSE TRIM("SSN") END));

CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_id ON dimcaregiver ("Caregiver Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_patient_id ON dimpatient ("Patient Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_address_patient ON dimpatientaddress ("Patient Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_user_id ON dimuser ("User Id");
