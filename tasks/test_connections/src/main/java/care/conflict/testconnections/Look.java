package care.conflict.testconnections;

import care.conflict.core.Run;
import care.conflict.core.TableFindings;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.source.Remembered;
import care.conflict.core.source.SourceContents;
import care.conflict.core.source.SourceLimits;
import care.conflict.core.source.SourceRefresh;
import care.conflict.core.source.SourceVerdict;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Exclusions;
import care.conflict.detection.SourceNotes;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.store.tables.StoreTables;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseSource;
import care.conflict.warehouse.WarehouseTables;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Connects, asks who and where, how fast, which tables are there, and whether the source is fit to
 * run on; changes nothing.
 */
final class Look {
  private static final int PINGS = 5;

  /** One round trip. */
  private interface Ping {
    Object send() throws SQLException;
  }

  private Look() {}

  static void atPostgres(Run run, Finding finding) throws SQLException {
    finding.note(
        "host", run.get(Parameters.POSTGRES_HOST) + ":" + run.get(Parameters.POSTGRES_PORT));
    finding.note("database", run.get(Parameters.POSTGRES_DATABASE));
    finding.note("schema", run.get(Parameters.POSTGRES_SCHEMA));
    try (Store store = Store.open(run);
        Session session = store.session()) {
      Statements statements = Statements.of(session, "store");
      Row server = statements.row("version");
      finding.note("version", server.text("version"));
      finding.note("role", server.text("role"));
      finding.note("encrypted", server.text("tls"));
      finding.note("latency ms", milliseconds(() -> statements.row("ping")));
      finding.note(StoreTables.look(run, session));
    }
  }

  /**
   * @param withStore whether the store can be asked for what is usual and whom people leave out
   */
  static void atSnowflake(Run run, Finding finding, boolean withStore) throws SQLException {
    Map<String, String> shown = run.configuration().shown();
    finding.note(
        "host",
        Optional.ofNullable(shown.get(Parameters.SNOWFLAKE_URL.name()))
            .orElseGet(() -> Warehouse.host(run.configuration())));
    finding.note("database", run.get(Parameters.SNOWFLAKE_DATABASE));
    finding.note("schema", run.get(Parameters.SNOWFLAKE_SCHEMA));
    finding.note("user", run.get(Parameters.SNOWFLAKE_USER));
    try (Warehouse warehouse = Warehouse.open(run)) {
      StepSql sql = Warehouse.sql(run, "warehouse");
      finding.note("version", warehouse.text(sql.find("version")));
      finding.note("role", warehouse.text(sql.find("role")));
      SqlText ping = sql.find("ping");
      finding.note("latency ms", milliseconds(() -> warehouse.text(ping)));
      warehouse.download(sql.find("long_result"));
      TableFindings tables = WarehouseTables.look(run, warehouse);
      finding.note(tables);
      if (tables.complete()) {
        finding.note(judged(run, warehouse, withStore));
      }
    }
  }

  private static SourceVerdict judged(Run run, Warehouse warehouse, boolean withStore)
      throws SQLException {
    WarehouseSource source = WarehouseSource.checked(run, warehouse);
    Instant now =
        run.configuration().find(Parameters.NOW).isPresent()
            ? run.get(Parameters.NOW)
            : WarehouseClock.read(run, warehouse);
    SourceLimits limits = SourceLimits.of(run.configuration(), now);
    SourceRefresh refresh = source.refresh();
    if (!withStore) {
      SourceContents contents = source.contents(limits, Exclusions.NONE.values());
      return SourceVerdict.of(refresh, contents, Remembered.NOTHING, limits);
    }
    try (Store store = Store.open(run);
        Session session = store.session()) {
      SourceContents contents = source.contents(limits, Exclusions.read(session).values());
      Remembered remembered = new SourceNotes(run, session).remembered(limits.window(), contents);
      return SourceVerdict.of(refresh, contents, remembered, limits);
    }
  }

  /** The median of some round trips. */
  private static double milliseconds(Ping ping) throws SQLException {
    long[] nanos = new long[PINGS];
    for (int i = 0; i < PINGS; i++) {
      long begun = System.nanoTime();
      ping.send();
      nanos[i] = System.nanoTime() - begun;
    }
    long median = LongStream.of(nanos).sorted().skip(PINGS / 2).findFirst().orElse(0);
    return Math.round(median / 1e4) / 100.0;
  }
}
