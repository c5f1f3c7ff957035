-- The tables whose changes are published although their rows cannot be told apart there: PostgreSQL refuses every such
-- change. For each, the publication, what it lacks, and the statement that mends it.
-- Writes: nothing. Parameters: none.
WITH written(name, updated, deleted) AS (
    VALUES ('conflicts', true, false), ('conflictvisitmaps', true, false), ('conflictlog_staging', false, true),
           ('payer_provider_reminders', true, false), ('settings', true, false),
           ('pipeline_lock', true, false), ('pipeline_runs', true, false), ('pipeline_steps', true, false),
           ('pipeline_chunks', true, true), ('pipeline_chunk_keys', true, true),
           ('pipeline_shard_tables', false, true), ('pipeline_shard_plans', true, true),
           ('pipeline_shards', true, true), ('pipeline_shard_stale', false, true),
           ('pipeline_sources', true, true), ('pipeline_source_providers', true, true),
           ('pipeline_money', false, true), ('pipeline_money_seen', true, false), ('pipeline_groups_seen', true, false),
           ('pipeline_trend_days', false, true),
           ('pipeline_trend_months', true, false), ('pipeline_trends', false, true)
), leaves AS (
    -- A partition is published as itself, or as the table that it is a part of.
    SELECT w.updated, w.deleted, c.oid, c.relreplident, format('%I.%I', n.nspname, c.relname) AS relation
    FROM written w
    CROSS JOIN LATERAL (
        SELECT to_regclass('${schema}.' || w.name) AS relid
        UNION
        SELECT relid FROM pg_partition_tree(to_regclass('${schema}.' || w.name))
    ) parts
    JOIN pg_class c ON c.oid = parts.relid AND c.relkind = 'r' AND c.relpersistence = 'p'
    JOIN pg_namespace n ON n.oid = c.relnamespace
), identified AS (
    SELECT l.*, (SELECT array_agg(a.attname) FROM pg_index i
                 CROSS JOIN unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY k(attnum, place)
                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                 WHERE i.indrelid = l.oid AND i.indisvalid AND i.indimmediate AND k.place <= i.indnkeyatts
                     AND CASE l.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE FALSE END
                ) AS identity
    FROM leaves l
), published AS (
    SELECT i.*, p.pubname, r.prattrs IS NOT NULL AS of_columns,
        -- Since 18: a generated column is published where the publication says so.
        COALESCE(to_jsonb(p) ->> 'pubgencols' = 'n', FALSE) AND r.prattrs IS NULL AND EXISTS (
            SELECT 1 FROM pg_attribute a
            WHERE a.attrelid = i.oid AND a.attgenerated <> '' AND NOT a.attisdropped
                AND (i.relreplident = 'f' OR a.attname = ANY (i.identity))) AS lacks_generated,
        ARRAY(SELECT a.attname FROM pg_attribute a
              WHERE a.attrelid = r.prrelid AND a.attnum = ANY (CAST(r.prattrs AS int2[]))) AS columns,
        ARRAY(SELECT a.attname FROM regexp_matches(CAST(r.prqual AS text), ':varattno ([0-9]+)', 'g') m
              JOIN pg_attribute a ON a.attrelid = r.prrelid AND a.attnum = CAST(m[1] AS int)) AS filtered
    FROM identified i
    JOIN pg_publication p ON (i.updated AND p.pubupdate) OR (i.deleted AND p.pubdelete)
    JOIN pg_publication_tables t ON t.pubname = p.pubname
    JOIN pg_class root ON root.relname = t.tablename AND root.relnamespace = to_regnamespace(quote_ident(t.schemaname))
        AND (root.oid = i.oid OR root.oid IN (SELECT relid FROM pg_partition_ancestors(i.oid)))
    LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = root.oid
), judged AS (
    SELECT *,
        CASE WHEN relreplident = 'f' AND of_columns THEN 'a list of columns, which a full replica identity does not allow'
             WHEN lacks_generated THEN 'a generated column in the replica identity that it does not publish'
             WHEN relreplident = 'f' THEN NULL
             WHEN identity IS NULL THEN 'no replica identity'
             WHEN NOT identity @> filtered THEN 'a row filter on columns that are not of the replica identity'
             WHEN of_columns AND NOT columns @> identity THEN 'a list of columns without those of the replica identity'
        END AS lack
    FROM published
)
SELECT DISTINCT relation, CAST(pubname AS text) AS publication, lack,
    CASE WHEN lack LIKE 'a list%' THEN format('ALTER PUBLICATION %I DROP TABLE %s, then ADD TABLE %s without that list',
             pubname, relation, relation)
         WHEN lack LIKE 'a generated%' THEN format('ALTER PUBLICATION %I SET (publish_generated_columns = stored)', pubname)
         ELSE format('ALTER TABLE %s REPLICA IDENTITY FULL', relation) END AS mend
FROM judged
WHERE lack IS NOT NULL
ORDER BY 1, 2
