-- The temporary table $1, where tables can be made: the source may be a share, in which nothing can.
${work_database}.${work_schema}.$1
