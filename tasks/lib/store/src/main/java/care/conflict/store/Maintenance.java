package care.conflict.store;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What preflight and postflight both do with the tables of the schema. */
public final class Maintenance {
  private static final List<String> COUNTED =
      List.of("conflicts", "conflictvisitmaps", "conflictlog_staging", "settings");

  private final Run run;
  private final Session session;

  public Maintenance(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  /** VACUUM and ANALYZE of every table of the schema. */
  public Counts vacuum() throws SQLException {
    StepSql sql = Store.sql(run, "maintenance");
    long tables = 0;
    for (Map<String, Object> table : session.rows(sql.find("own_tables"), Map.of())) {
      String name = table.get("name").toString();
      if (!name.matches("[a-z_][a-z0-9_]*")) {
        run.warn(
            "table "
                + name.replaceAll("[^A-Za-z0-9_]", "?")
                + " is not vacuumed: its name needs quotes");
        continue;
      }
      session.execute(sql.with("table", name).find("vacuum"), Map.of());
      tables++;
    }
    return Counts.of("tables", tables);
  }

  /** Counts the rows of the tables that people watch; the result's detail table_rows. */
  public Counts countRows() throws SQLException {
    StepSql sql = Store.sql(run, "maintenance");
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : COUNTED) {
      rows.put(
          table,
          session.numbers(sql.with("table", table).find("count_rows"), Map.of()).get("rows"));
    }
    run.detail("table_rows", rows);
    return Counts.NONE;
  }
}
