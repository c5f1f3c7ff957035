-- Holds the stored pairs that are asked about: the two visits, and the key that the pair is stored on.
-- Writes: asked_pairs (temporary). Parameters: none.
${create_work(asked_pairs)} (a_visit_id VARCHAR, b_visit_id VARCHAR, visit_date DATE, ssn VARCHAR)
