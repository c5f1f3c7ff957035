-- By which version of the rules the run $1 judges, as far as it has noted it.
(SELECT r.rule_version FROM ${schema}.pipeline_runs r WHERE r.run_id = $1)
