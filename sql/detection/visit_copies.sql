-- The visits that are in a pair to be written, each as the copy that counts; and which of its ids are no UUID.
-- Writes: visit_copies (temporary). Parameters: none.
${create_work(visit_copies)} AS
WITH wanted AS (
    SELECT a_visit_id AS visit_id FROM ${work(detected_pairs)} WHERE writes
    UNION
    SELECT b_visit_id AS visit_id FROM ${work(detected_pairs)} WHERE writes
), copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM wanted))} v
)
SELECT c.*,
    c."Office Id" IS NULL AND c."Office Id as written" IS NOT NULL AS office_unread,
    c."Patient Id" IS NULL AND c."Patient Id as written" IS NOT NULL AS patient_unread,
    c."Provider Patient Id" IS NULL AND c."Provider Patient Id as written" IS NOT NULL AS p_patient_unread,
    c."Payer Patient Id" IS NULL AND c."Payer Patient Id as written" IS NOT NULL AS pa_patient_unread,
    c."Payer Id" IS NULL AND c."Payer Id as written" IS NOT NULL AS payer_unread
FROM copies c WHERE c.copy_no = 1
