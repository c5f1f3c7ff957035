-- The patients of the visits of the detected pairs, by any of a visit's copies.
-- Writes: patients (temporary). Parameters: none.
CREATE TEMPORARY TABLE patients AS
${patients_of((SELECT * FROM ${source(FACTVISITCALLPERFORMANCE_CR)} c WHERE c."Visit Id" IN (SELECT b_visit_id FROM detected_pairs)))}
