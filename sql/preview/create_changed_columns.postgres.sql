-- Holds what was written, row by row: which columns are others than before; none of a row that is new.
-- Writes: changed_columns (temporary). Parameters: none.
CREATE TEMPORARY TABLE changed_columns (of_table text, id bigint, is_new boolean, columns text[])
