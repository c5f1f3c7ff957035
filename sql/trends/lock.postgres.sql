-- One writes at a time; readers wait for nobody.
-- Writes: nothing. Parameters: none.
LOCK TABLE ${schema}.pipeline_trends IN SHARE ROW EXCLUSIVE MODE
