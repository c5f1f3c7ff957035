-- The table $1 of the warehouse, as it is replicated; its name is in lower case there, as unquoted names are read.
${replica_schema}.$1
