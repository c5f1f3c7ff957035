package care.conflict.conflictupdate;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Cleanup;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.detection.Detection;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves stored pairs in the scope of the run that are no longer detected (spec: detection,
 * "Stale cleanup"). Only to be called when every stream has ended normally.
 */
final class StaleCleanup {
  private final Run run;
  private final Session session;
  private final ConflictWriter writer;
  private final Cleanup cleanup;
  private final StepSql sql;

  StaleCleanup(Run run, Session session, ConflictWriter writer, Cleanup cleanup) {
    this.run = run;
    this.session = session;
    this.writer = writer;
    this.cleanup = cleanup;
    this.sql = StoreSql.of(run, run.task());
  }

  /** Takes in the scope: the delta's keys and visits, and which keys are crowded. */
  Counts copyDelta(Detection detection, Crowd crowd) throws SQLException {
    session.execute(sql.find("create_delta_keys"), Map.of());
    session.execute(sql.find("create_delta_visits"), Map.of());
    long keys;
    long visits;
    try (Rows rows = detection.keys()) {
      keys = session.copyIn("delta_keys", rows, Progress.of(run, "keys")).copied();
    }
    try (Rows rows = detection.deltaVisits()) {
      visits = session.copyIn("delta_visits", rows, Progress.of(run, "delta visits")).copied();
    }
    session.execute(sql.find("create_spellings"), Map.of());
    try (Rows rows = detection.spellings()) {
      session.copyIn("spellings", rows, Progress.of(run, "spellings"));
    }
    crowd.copyKeys(detection.crowdedKeys());
    crowd.copyVisits(detection.crowdedVisits());
    session.execute(sql.find("cut_keys"), Map.of());
    session.analyze("delta_keys", "delta_visits", "spellings");
    return Counts.of("delta_keys", keys).and("delta_visits", visits);
  }

  /**
   * Finds the pairs that are not detected on the delta's keys, looks for them on the keys that
   * their visits have now, and takes those that are nowhere.
   */
  Counts find(Elsewhere elsewhere) throws Exception {
    session.execute(sql.find("find_lost"), Map.of());
    session.analyze("lost");
    session.execute(sql.find("find_candidates"), cleanup.values());
    session.execute(sql.find("create_elsewhere"), Map.of());
    Counts looked = elsewhere.look(session);
    session.analyze("candidates", "elsewhere", "crowded_visits", "crowded_keys");
    session.execute(sql.find("find_stale"), Map.of("slice_rows", Slices.ROWS));
    return looked;
  }

  /** Resolves what was found stale; too much is a failure, and nothing is resolved. */
  Counts resolve() throws SQLException {
    Optional<TaskFailure> tooMuch =
        cleanup.tooMuch(
            () -> session.numbers(sql.find("count_scope"), cleanup.values()).get("scope"));
    if (tooMuch.isPresent()) {
      throw tooMuch.get();
    }
    return writer.resolveStale();
  }
}
