-- The table $1 of the warehouse.
${database}.${warehouse_schema}.$1
