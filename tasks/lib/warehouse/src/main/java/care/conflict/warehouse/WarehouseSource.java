package care.conflict.warehouse;

import care.conflict.core.Redaction;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.source.ProviderVisits;
import care.conflict.core.source.SourceContents;
import care.conflict.core.source.SourceLimits;
import care.conflict.core.source.SourceRefresh;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The source as the gate looks at it: its columns, its latest refresh, how much it shows. */
public final class WarehouseSource {
  private final Run run;
  private final Warehouse warehouse;
  private final StepSql sql;
  private final WarehouseColumns columns;

  private WarehouseSource(Run run, Warehouse warehouse, WarehouseColumns columns) {
    this.run = run;
    this.warehouse = warehouse;
    this.sql = Warehouse.sql(run, "source");
    this.columns = columns;
  }

  /**
   * Looks whether this version can read it; fails with everything that it cannot, in one message.
   */
  public static WarehouseSource checked(Run run, Warehouse warehouse) throws SQLException {
    WarehouseSource source =
        new WarehouseSource(run, warehouse, WarehouseColumns.look(run, warehouse));
    List<String> problems = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    List<String> unreadable = source.columns.problems(source.asksForRefresh());
    if (!unreadable.isEmpty()) {
      problems.addAll(unreadable);
      advice.add(
          "The source has other columns than this version reads (docs/operating.md, the gate).");
    }
    Optional<String> noWork = source.triedWork();
    if (noWork.isPresent()) {
      problems.add(noWork.get());
      advice.add(
          "Have the role granted both on a schema of your own, and name it (a share takes no tables).");
    }
    if (!problems.isEmpty()) {
      throw TaskFailure.misused(String.join("; ", problems), String.join(" ", advice));
    }
    return source;
  }

  private boolean asksForRefresh() {
    return !run.get(Parameters.REFRESH_MODULE).isEmpty();
  }

  /** Makes a temporary table and takes it away; what it fails with, in words. */
  private Optional<String> triedWork() throws SQLException {
    try {
      warehouse.execute(sql.find("try_work"));
      warehouse.execute(sql.find("forget_try"));
      return Optional.empty();
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.CONNECTION, SqlState.INTERVENTION)) {
        throw e; // the connection, not the schema
      }
      return Optional.of(
          "no temporary table can be made in %s.%s, which takes the privileges USAGE and CREATE TABLE there; another place is named by SNOWFLAKE_WORK_DATABASE and SNOWFLAKE_WORK_SCHEMA: %s (%d, %s)"
              .formatted(
                  run.configuration()
                      .find(Parameters.SNOWFLAKE_WORK_DATABASE)
                      .orElse(run.get(Parameters.SNOWFLAKE_DATABASE)),
                  run.configuration()
                      .find(Parameters.SNOWFLAKE_WORK_SCHEMA)
                      .orElse(run.get(Parameters.SNOWFLAKE_SCHEMA)),
                  Redaction.databaseMessage(e.getMessage()),
                  e.getErrorCode(),
                  e.getSQLState()));
    }
  }

  /** When it was last refreshed. */
  public SourceRefresh refresh() throws SQLException {
    if (!asksForRefresh()) {
      return new SourceRefresh.NotAsked();
    }
    if (!columns.tellsRefresh()) {
      return new SourceRefresh.Untold();
    }
    Map<String, String> values = Map.of("refresh_module", run.get(Parameters.REFRESH_MODULE));
    try (Rows rows = warehouse.stream(sql.find("latest_refresh"), values)) {
      return rows.next() && rows.value(0) != null
          ? new SourceRefresh.Finished(Instant.parse(rows.value(0) + "Z"))
          : new SourceRefresh.Never();
    }
  }

  /**
   * Measures what it shows.
   *
   * @param exclusions the values of the parameters excluded_people and excluded_providers
   */
  public SourceContents contents(SourceLimits limits, Map<String, String> exclusions)
      throws SQLException {
    StepSql detection = Warehouse.sql(run, "detection");
    for (String table :
        List.of(
            "reference/fill/excluded_providers",
            "reference/fill/excluded_people",
            "active_providers",
            "caregivers")) {
      warehouse.execute(detection.find(table), exclusions);
    }
    Map<String, Object> values = new HashMap<>(limits.window().values());
    values.put("max_visits_per_key", limits.maxVisitsPerKey());
    warehouse.execute(sql.find("senders"), values);
    List<ProviderVisits> providers = providers();
    try (Rows rows = warehouse.stream(sql.find("contents"), values)) {
      if (!rows.next()) {
        throw new IllegalStateException("contents: one row expected, got none");
      }
      return new SourceContents(
          providers,
          number(rows, 0) > 0,
          number(rows, 1) > 0,
          Optional.ofNullable(rows.value(2)).map(it -> LocalDate.parse(it.toString())),
          number(rows, 3),
          number(rows, 4));
    }
  }

  private List<ProviderVisits> providers() throws SQLException {
    List<ProviderVisits> providers = new ArrayList<>();
    try (Rows rows = warehouse.stream(sql.find("provider_visits"))) {
      while (rows.next()) {
        providers.add(
            new ProviderVisits(
                uuid(rows.needed(0).toString()),
                rows.needed(1).toString(),
                number(rows, 2) > 0,
                number(rows, 3) > 0,
                number(rows, 4)));
      }
    }
    return providers;
  }

  private static long number(Rows rows, int column) throws SQLException {
    return ((Number) rows.needed(column)).longValue();
  }

  /** From 32 digits, with dashes or without. */
  private static UUID uuid(String text) {
    String digits = text.replace("-", "");
    return new UUID(
        Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
  }
}
