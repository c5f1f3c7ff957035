-- The temporary table $1, where the role may make some; the source's own schema may be read-only.
${work_database}.${work_schema}.$1
