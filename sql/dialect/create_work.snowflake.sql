-- Makes the temporary table $1; one that is there already is replaced.
CREATE OR REPLACE TEMPORARY TABLE ${work($1)}
