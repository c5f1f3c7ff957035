-- Whether a time of a visit is none: never, as Snowflake has no infinity.
-- Writes: nothing. Parameters: none.
FALSE
