-- By which version of the rules a run judged (docs/rules.md); where its tasks had different ones, all of them, in order.
-- Writes: pipeline_runs. Parameters: none.
ALTER TABLE ${schema}.pipeline_runs ADD COLUMN rule_version text;
