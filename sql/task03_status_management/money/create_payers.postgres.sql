-- Holds the ids of active payers.
-- Writes: active_payers (temporary). Parameters: none.
CREATE TEMPORARY TABLE active_payers (payer_id uuid)
