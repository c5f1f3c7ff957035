-- From here on, in this transaction, what the catalog tells has the names of schemas: it is compared with what it told before.
-- Writes: nothing. Parameters: none.
SELECT set_config('search_path', 'pg_catalog', TRUE)
