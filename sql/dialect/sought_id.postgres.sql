-- The UUID text $1 as it is sought among UUIDs.
${read_id($1)}
