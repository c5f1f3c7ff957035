-- A text as a number, NULL where it is none.
CASE WHEN $1 ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$' THEN CAST($1 AS double precision) END
