package care.conflict.conflictupdate;

import care.conflict.core.Counts;
import care.conflict.core.Detection;
import care.conflict.core.Rows;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.store.ConflictWriter;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.Map;

/**
 * Resolves stored pairs in the scope of the run that are no longer detected (spec: detection,
 * "Stale cleanup"). Only to be called when every stream has ended normally.
 */
final class StaleCleanup {
  private final Run run;
  private final Session session;
  private final ConflictWriter writer;
  private final StepSql sql;

  StaleCleanup(Run run, Session session, ConflictWriter writer) {
    this.run = run;
    this.session = session;
    this.writer = writer;
    this.sql = Store.sql(run, run.task());
  }

  /** Takes in the scope: the delta's keys and visits. */
  Counts copyDelta(Detection detection) throws SQLException {
    session.execute(sql.find("create_delta_keys"), Map.of());
    session.execute(sql.find("create_delta_visits"), Map.of());
    long keys;
    long visits;
    try (Rows rows = detection.keys()) {
      keys = session.copyIn("delta_keys", rows, run.progress("keys")).copied();
    }
    try (Rows rows = detection.deltaVisits()) {
      visits = session.copyIn("delta_visits", rows, run.progress("delta visits")).copied();
    }
    session.execute(sql.find("cut_keys"), Map.of());
    session.execute(sql.find("analyze_delta"), Map.of());
    return Counts.of("delta_keys", keys).and("delta_visits", visits);
  }

  /** Finds and resolves them. */
  Counts resolve() throws SQLException {
    session.execute(sql.find("find_lost"), Map.of());
    session.execute(sql.find("analyze_lost"), Map.of());
    session.execute(sql.find("find_stale"), Map.of("slice_rows", ConflictWriter.SLICE_ROWS));
    return writer.resolveStale();
  }
}
