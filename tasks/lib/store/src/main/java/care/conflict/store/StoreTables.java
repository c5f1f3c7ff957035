package care.conflict.store;

import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.core.TableFindings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks whether every table is there that a run needs, with the privileges to use it. */
public final class StoreTables {
  private static final List<String> PRUNED =
      List.of(
          "pipeline_chunks",
          "pipeline_chunk_keys",
          "pipeline_sources",
          "pipeline_source_providers");
  private static final List<String> OURS =
      Stream.concat(Stream.of("pipeline_lock", "pipeline_runs", "pipeline_steps"), PRUNED.stream())
          .toList();
  private static final String REPLACED = "conflictlog_staging";
  private static final List<String> INSERTED =
      List.of(
          "conflicts", "conflictvisitmaps", REPLACED, "payer_provider_reminders", "pipeline_runs");
  private static final List<String> UPDATED =
      List.of("conflicts", "conflictvisitmaps", "payer_provider_reminders", "settings");

  /** Every table of the schema that a task reads or writes, by its usual name. */
  static final List<String> ALL =
      Stream.concat(
              OURS.stream(),
              Stream.of(
                  "conflicts",
                  "conflictvisitmaps",
                  REPLACED,
                  "settings",
                  "mph",
                  "excluded_agency",
                  "excluded_ssn",
                  "payer_provider_reminders"))
          .toList();

  private final Run run;
  private final Session session;
  private final StepSql sql;
  private final List<String> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> lacking = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private StoreTables(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.sql = Store.sql(run, "store");
  }

  /** Looks; changes nothing. */
  public static TableFindings look(Run run, Session session) throws SQLException {
    return new StoreTables(run, session).look();
  }

  private TableFindings look() throws SQLException {
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    session
        .rows(sql.find("tables"), Map.of())
        .forEach(row -> tables.put(row.get("name").toString(), row));
    List<String> required = new ArrayList<>(run.get(Parameters.REQUIRED_TABLES));
    required.addAll(OURS);
    for (String table : required) {
      if (tables.containsKey(table)) {
        found.add(table);
        checkPrivileges(tables.get(table), table);
      } else {
        missing.add(table);
      }
    }
    for (Map<String, Object> column : session.rows(sql.find("identity_columns"), Map.of())) {
      if (!Boolean.TRUE.equals(column.get("may_advance"))) {
        lacking.add("the role lacks SELECT or UPDATE on sequence " + column.get("sequence"));
      }
    }
    if (found.contains("conflictvisitmaps")) {
      checkIndexes();
    }
    checkStaging();
    lacking.addAll(RowSecurity.problems(run, session, run.get(Parameters.POSTGRES_SCHEMA), found));
    checkServer();
    return new TableFindings(found, missing, lacking, warnings);
  }

  private void checkPrivileges(Map<String, Object> privileges, String table) {
    need(privileges, "may_select", "SELECT", true);
    need(privileges, "may_insert", "INSERT", INSERTED.contains(table) || PRUNED.contains(table));
    need(privileges, "may_update", "UPDATE", UPDATED.contains(table) || OURS.contains(table));
    need(privileges, "may_delete", "DELETE", REPLACED.equals(table) || PRUNED.contains(table));
    if (Boolean.FALSE.equals(privileges.get("may_set_load_date"))) {
      lacking.add("the role lacks UPDATE (\"LastLoadDate\") on " + table);
    }
    if (Boolean.FALSE.equals(privileges.get("may_maintain"))
        && Boolean.TRUE.equals(privileges.get("is_table"))) {
      warnings.add("the role may not VACUUM " + table + ": grant MAINTAIN, or make it the owner");
    }
  }

  private void need(Map<String, Object> table, String privilege, String name, boolean needed) {
    if (needed && !Boolean.TRUE.equals(table.get(privilege))) {
      lacking.add("the role lacks " + name + " on " + table.get("name"));
    }
  }

  private void checkIndexes() throws SQLException {
    Map<String, Object> lacks = session.row(sql.find("missing_indexes"), Map.of());
    if (Boolean.TRUE.equals(lacks.get("pair"))) {
      lacking.add(
          "conflictvisitmaps has no unique index on (VisitID, ConVisitID), which detection relies on:"
              + " remove duplicates, then `migrate --tune-tables`");
    }
    if (Boolean.TRUE.equals(lacks.get("person_and_date"))
        || Boolean.TRUE.equals(lacks.get("second_visit"))) {
      warnings.add(
          "conflictvisitmaps lacks an index that stale cleanup is slow without: `migrate --tune-tables`");
    }
  }

  private void checkServer() throws SQLException {
    Map<String, Object> server = session.row(sql.find("limits"), Map.of());
    if (!"UTF8".equals(server.get("encoding"))) {
      lacking.add(
          "server_encoding of database %s is %s and must be UTF8: texts would be cut inside a character, or could not be stored"
              .formatted(server.get("database"), server.get("encoding")));
    }
    checkLimit("role " + server.get("role"), server.get("of_role"));
    checkLimit("database " + server.get("database"), server.get("of_database"));
  }

  private void checkLimit(String whose, Object connections) {
    if (connections instanceof Integer limit && limit < Store.CONNECTIONS) {
      lacking.add(
          "%s may have %d connections (CONNECTION LIMIT), and a task needs %d"
              .formatted(whose, limit, Store.CONNECTIONS));
    }
  }

  private void checkStaging() throws SQLException {
    for (Map<String, Object> row : session.rows(sql.find("staging_role"), Map.of())) {
      if (!Boolean.TRUE.equals(row.get("may_replace"))) {
        warnings.add(
            "the role may not put a new table in the place of conflictlog_staging, so that its rows are"
                + " replaced slowly: `migrate --grant-to` makes it the owner, with CREATE on the schema");
      }
    }
  }
}
