-- Makes the index of a table with partitions out of those of its partitions, or gives up soon: whoever uses it waits meanwhile.
-- Writes: an index on the table. Parameters: none.
DO $attach$
DECLARE
    part record;
BEGIN
    PERFORM set_config('lock_timeout', '2s', true);
    -- All of it at once: in the midst of one's statement we would wait for each other.
    LOCK TABLE ${schema}.${relation} IN ACCESS EXCLUSIVE MODE;
    FOR part IN
        SELECT p.*, c.oid AS made, substr(definition.text, strpos(definition.text, ' USING ') + 1) AS rest,
            definition.text LIKE 'CREATE UNIQUE %' AS is_unique
        FROM (
            SELECT tree.*, n.nspname, n.oid AS namespace,
                CASE tree.level WHEN 0 THEN '${index}' ELSE format('${index}_%s', CAST(tree.relid AS oid)) END AS index
            FROM pg_partition_tree('${schema}.${relation}'::regclass) tree
            JOIN pg_class t ON t.oid = tree.relid
            JOIN pg_namespace n ON n.oid = t.relnamespace
        ) p
        LEFT JOIN pg_class c ON c.relnamespace = p.namespace AND c.relname = p.index
        CROSS JOIN LATERAL (
            SELECT pg_get_indexdef(i.oid) AS text
            FROM pg_partition_tree('${schema}.${relation}'::regclass) leaf
            JOIN pg_class i ON leaf.isleaf AND i.relname = format('${index}_%s', CAST(leaf.relid AS oid))
            LIMIT 1
        ) definition
        ORDER BY p.level
    LOOP
        IF part.made IS NULL THEN
            EXECUTE format('CREATE %s INDEX %I ON ONLY %s %s', CASE WHEN part.is_unique THEN 'UNIQUE' END, part.index,
                part.relid, part.rest);
        END IF;
        IF part.level > 0 AND NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = part.made) THEN
            EXECUTE (
                SELECT format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', n.nspname,
                    CASE WHEN part.level = 1 THEN '${index}' ELSE format('${index}_%s', CAST(part.parentrelid AS oid)) END,
                    part.nspname, part.index)
                FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE t.oid = part.parentrelid);
        END IF;
    END LOOP;
END
$attach$
