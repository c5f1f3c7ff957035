-- Indexes that chunked detection needs on the replicated warehouse tables. Each is made without holding up whoever
-- writes the replica; what is there already is left alone. Once, and again after a table was replicated anew:
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
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_ssn
    ON dimcaregiver (trim("SSN"));

CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_id ON dimcaregiver ("Caregiver Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_patient_id ON dimpatient ("Patient Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_address_patient ON dimpatientaddress ("Patient Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_user_id ON dimuser ("User Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_provider_id ON dimprovider ("Provider Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_office_id ON dimoffice ("Office Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_payer_id ON dimpayer ("Payer Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_contract_id ON dimcontract ("Contract Id");
CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_service_code_id ON dimservicecode ("Service Code Id");
