-- Makes the temporary table $1.
CREATE TEMPORARY TABLE ${work($1)}
