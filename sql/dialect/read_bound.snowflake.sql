-- The date and time that the wall clock of $1 shows, from or until which something lasts. Snowflake has no infinity.
${read_wall_clock($1)}
