-- Where money was never counted, what was opened and closed is worth nobody knows what, which is not 0.
-- Writes: pipeline_trends. Parameters: none.
ALTER TABLE ${schema}.pipeline_trends ALTER COLUMN amount_opened DROP NOT NULL, ALTER COLUMN amount_closed DROP NOT NULL;
