-- A text as a number, NULL where it is none.
CASE WHEN REGEXP_LIKE($1, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?') THEN TRY_TO_DOUBLE($1) END
