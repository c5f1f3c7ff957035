package care.conflict.migrate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a catalog says of conflictvisitmaps and all that hangs on it, whatever its numbers are. */
final class CatalogFacts {
  private static final String FACTS =
      """
      WITH maps AS (
          SELECT * FROM pg_class WHERE oid = 'conflict_dev.conflictvisitmaps'::regclass
      ), things AS (
          SELECT c.* FROM pg_class c
          WHERE c.relnamespace = 'conflict_dev'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
              AND c.relname !~ '^pipeline_' AND NOT c.relispartition
      )
      SELECT fact FROM (
          SELECT concat_ws(' ', 'relation', relname, relkind, relowner::regrole, reloptions, relreplident, relrowsecurity,
              relforcerowsecurity, relispopulated, obj_description(oid, 'pg_class'),
              (SELECT string_agg(p::text, ' ' ORDER BY p::text) FROM aclexplode(
                  COALESCE(relacl, acldefault(CAST(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END AS "char"), relowner))) p),
              (SELECT t.reloptions FROM pg_class t WHERE t.oid = things.reltoastrelid)) AS fact
          FROM things
          UNION ALL
          SELECT concat_ws(' ', 'column', c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
              format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attcompression,
              a.attstattarget, a.attoptions, a.attacl, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
          FROM things c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
          WHERE c.relkind <> 'S'
          UNION ALL
          SELECT concat_ws(' ', 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid), k.convalidated,
              obj_description(k.oid, 'pg_constraint'))
          FROM things c JOIN pg_constraint k ON k.conrelid = c.oid
          UNION ALL
          SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), x.reloptions, i.indisreplident, i.indisvalid, i.indisprimary,
              i.indisclustered, obj_description(x.oid, 'pg_class'),
              (SELECT string_agg(concat(a.attnum, '=', a.attstattarget), ',') FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget > 0))
          FROM things c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
          UNION ALL
          -- Of ORs in ORs one is made when they are read again.
          SELECT concat_ws(' ', 'trigger', translate(pg_get_triggerdef(t.oid), '()', ''), t.tgenabled, obj_description(t.oid, 'pg_trigger'))
          FROM things c JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
          UNION ALL
          SELECT concat_ws(' ', 'policy', p.polname, p.polpermissive, p.polcmd, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
              pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy'))
          FROM things c JOIN pg_policy p ON p.polrelid = c.oid
          UNION ALL
          SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid), s.stxstattarget, s.stxowner::regrole,
              obj_description(s.oid, 'pg_statistic_ext'))
          FROM things c JOIN pg_statistic_ext s ON s.stxrelid = c.oid
          UNION ALL
          SELECT concat_ws(' ', 'view', c.relname, pg_get_viewdef(c.oid)) FROM things c WHERE c.relkind IN ('v', 'm')
          UNION ALL
          SELECT concat_ws(' ', 'published', p.pubname, p.tablename, p.attnames, p.rowfilter) FROM pg_publication_tables p
          UNION ALL
          SELECT concat_ws(' ', 'sequence', c.relname, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
              s.seqcycle, d.deptype, d.refobjid::regclass, d.refobjsubid > 0)
          FROM things c JOIN pg_sequence s ON s.seqrelid = c.oid
          LEFT JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
          UNION ALL
          SELECT concat_ws(' ', 'type', typname, typowner::regrole) FROM pg_type
          WHERE typnamespace = 'conflict_dev'::regnamespace AND typname !~ '^_?pipeline_'
          UNION ALL
          SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
      ) facts
      ORDER BY fact""";

  private CatalogFacts() {}

  static List<String> of(Database database) throws SQLException {
    return database.ask(FACTS);
  }

  /** What is not as it was, either way. */
  static List<String> differences(Database database, List<String> before) throws SQLException {
    List<String> after = of(database);
    List<String> differences = new ArrayList<>();
    before.stream().filter(it -> !after.contains(it)).forEach(it -> differences.add("lost: " + it));
    after.stream().filter(it -> !before.contains(it)).forEach(it -> differences.add("new: " + it));
    return differences;
  }
}
