-- Indexes that chunked detection needs on the replicated warehouse tables, where ids are text; where they are of type
-- uuid: indexes.sql, which says how to run either. An id that is text is compared as a UUID, in whatever case and with
-- whatever dashes it is written: the index is on what sql/dialect/read_id.postgres.sql makes of it, letter by letter.

CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_visit_id_text
    ON factvisitcallperformance_cr ((CASE WHEN REPLACE(TRIM(CAST("Visit Id" AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
        THEN CAST(REPLACE(TRIM(CAST("Visit Id" AS text)), '-', '') AS uuid) END));
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_visit_caregiver_date_text
    ON factvisitcallperformance_cr ((CASE WHEN REPLACE(TRIM(CAST("Caregiver Id" AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
        THEN CAST(REPLACE(TRIM(CAST("Caregiver Id" AS text)), '-', '') AS uuid) END), "Visit Date");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_id_text
    ON dimcaregiver ((CASE WHEN REPLACE(TRIM(CAST("Caregiver Id" AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
        THEN CAST(REPLACE(TRIM(CAST("Caregiver Id" AS text)), '-', '') AS uuid) END));
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_patient_id_text
    ON dimpatient ((CASE WHEN REPLACE(TRIM(CAST("Patient Id" AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
        THEN CAST(REPLACE(TRIM(CAST("Patient Id" AS text)), '-', '') AS uuid) END));
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_address_patient_text
    ON dimpatientaddress ((CASE WHEN REPLACE(TRIM(CAST("Patient Id" AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
        THEN CAST(REPLACE(TRIM(CAST("Patient Id" AS text)), '-', '') AS uuid) END));
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_user_id_text
    ON dimuser ((CASE WHEN REPLACE(TRIM(CAST("User Id" AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
        THEN CAST(REPLACE(TRIM(CAST("User Id" AS text)), '-', '') AS uuid) END));
-- The person behind an SSN, as sql/dialect/person.postgres.sql reads it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_person
    ON dimcaregiver ((CASE WHEN LENGTH(REGEXP_REPLACE("SSN", '[^0-9]', '', 'g')) = 9
        THEN REGEXP_REPLACE("SSN", '[^0-9]', '', 'g') ELSE TRIM("SSN") END));
