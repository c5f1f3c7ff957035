package care.conflict.preflight;

import care.conflict.core.Parameters;
import care.conflict.core.Rows;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.core.TaskFailure;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks whether every table is there that a run needs, with the privileges to use it. */
final class TableCheck {
  private static final List<String> OURS = List.of("pipeline_lock", "pipeline_runs");
  private static final List<String> INSERTED =
      List.of(
          "conflicts",
          "conflictvisitmaps",
          "conflictlog_staging",
          "payer_provider_reminders",
          "pipeline_runs");
  private static final List<String> UPDATED =
      List.of("conflicts", "conflictvisitmaps", "payer_provider_reminders", "settings");

  private final Run run;
  private final Session session;
  private final Warehouse warehouse;
  private final List<String> missing = new ArrayList<>();

  TableCheck(Run run, Session session, Warehouse warehouse) {
    this.run = run;
    this.session = session;
    this.warehouse = warehouse;
  }

  /** Fails with everything that is missing, in one message. */
  void check() throws SQLException {
    StepSql store = Store.sql(run, run.task());
    StepSql snowflake = Warehouse.sql(run, run.task());
    run.detail(
        "versions",
        Map.of(
            "postgresql",
                session.row(store.find("postgres_version"), Map.of()).get("version").toString(),
            "snowflake", warehouse.text(snowflake.find("snowflake_version"), Map.of())));
    checkStore(store);
    checkWarehouse(snowflake);
    if (!missing.isEmpty()) {
      throw TaskFailure.misused(
          String.join("; ", missing),
          "Run migrate for the pipeline's own tables; ask for the others or for the grants (docs/operating.md).");
    }
    checkIndexes(store);
  }

  private void checkStore(StepSql sql) throws SQLException {
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    session
        .rows(sql.find("tables"), Map.of())
        .forEach(row -> tables.put(row.get("name").toString(), row));
    List<String> required = new ArrayList<>(run.get(Parameters.REQUIRED_TABLES));
    required.addAll(OURS);
    for (String table : required) {
      Map<String, Object> found = tables.get(table);
      if (found == null) {
        missing.add("PostgreSQL has no table " + table);
        continue;
      }
      need(found, "may_select", "SELECT", true);
      need(found, "may_insert", "INSERT", INSERTED.contains(table));
      need(found, "may_update", "UPDATE", UPDATED.contains(table) || OURS.contains(table));
      if (Boolean.FALSE.equals(found.get("may_maintain"))
          && Boolean.TRUE.equals(found.get("is_table"))) {
        run.warn("the role may not VACUUM " + table + ": grant MAINTAIN, or make it the owner");
      }
    }
    for (Map<String, Object> column : session.rows(sql.find("identity_columns"), Map.of())) {
      if (!Boolean.TRUE.equals(column.get("may_advance"))) {
        missing.add("the role lacks SELECT or UPDATE on sequence " + column.get("sequence"));
      }
    }
  }

  private void need(Map<String, Object> table, String privilege, String name, boolean needed) {
    if (needed && !Boolean.TRUE.equals(table.get(privilege))) {
      missing.add("the role lacks " + name + " on " + table.get("name"));
    }
  }

  private void checkWarehouse(StepSql sql) throws SQLException {
    Set<String> tables = new HashSet<>();
    try (Rows rows =
        warehouse.stream(
            sql.find("warehouse_tables"), Map.of("schema", run.get(Parameters.SNOWFLAKE_SCHEMA)))) {
      while (rows.next()) {
        tables.add(rows.value(0).toString());
      }
    }
    for (String table : run.get(Parameters.REQUIRED_WAREHOUSE_TABLES)) {
      if (!tables.contains(table.toUpperCase(Locale.ROOT))) {
        missing.add("the warehouse has no table " + table);
      }
    }
  }

  private void checkIndexes(StepSql sql) throws SQLException {
    Map<String, Object> lacks = session.row(sql.find("missing_indexes"), Map.of());
    if (Boolean.TRUE.equals(lacks.get("pair"))) {
      throw TaskFailure.misused(
          "conflictvisitmaps has no unique index on (VisitID, ConVisitID)",
          "Detection relies on it: remove duplicates, then `migrate --tune-tables`.");
    }
    if (Boolean.TRUE.equals(lacks.get("person_and_date"))
        || Boolean.TRUE.equals(lacks.get("second_visit"))) {
      run.warn(
          "conflictvisitmaps lacks an index that stale cleanup is slow without: `migrate --tune-tables`");
    }
  }
}
