-- Notes by which version of the rules a run judges, each once: its tasks may have had different ones.
-- Writes: pipeline_runs. Parameters: run_id, rule_version.
UPDATE ${schema}.pipeline_runs SET rule_version = concat_ws(' ', rule_version, CAST(:rule_version AS text))
WHERE run_id = :run_id AND CAST(:rule_version AS text) <> ALL (string_to_array(COALESCE(rule_version, ''), ' '))
