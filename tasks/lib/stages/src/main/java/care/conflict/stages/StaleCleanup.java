package care.conflict.stages;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.detection.Cleanup;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.detection.Detection;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import java.sql.SQLException;
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
  private final Statements statements;

  StaleCleanup(Run run, Session session, Window window, ConflictWriter writer, Cleanup cleanup) {
    this.run = run;
    this.session = session;
    this.writer = writer;
    this.cleanup = cleanup;
    this.statements = Statements.of(session, run.task()).given(window.values());
  }

  /** Takes in the scope: the delta's keys and visits, and which keys are crowded. */
  Counts copyDelta(Detection detection, Crowd crowd) throws SQLException {
    statements.execute("create_delta_keys");
    statements.execute("create_delta_visits");
    long keys;
    long visits;
    try (Rows rows = detection.keys()) {
      keys = session.copyIn("delta_keys", rows, Progress.of(run, "keys")).copied();
    }
    try (Rows rows = detection.deltaVisits()) {
      visits = session.copyIn("delta_visits", rows, Progress.of(run, "delta visits")).copied();
    }
    statements.execute("create_spellings");
    try (Rows rows = detection.spellings()) {
      session.copyIn("spellings", rows, Progress.of(run, "spellings"));
    }
    crowd.copy(detection);
    statements.execute("cut_keys");
    session.analyze("delta_keys", "delta_visits", "spellings");
    return Counts.of("delta_keys", keys).and("delta_visits", visits);
  }

  /**
   * Finds the pairs that are not detected on the delta's keys, looks for them on the keys that
   * their visits have now, and takes those that are nowhere.
   */
  Counts find(Elsewhere elsewhere) throws Exception {
    statements.execute("find_lost");
    session.analyze("lost");
    statements.given(cleanup.values()).execute("find_candidates");
    statements.execute("create_elsewhere");
    Counts looked = elsewhere.look(session);
    session.analyze("candidates", "elsewhere", "crowded_visits", "crowded_keys");
    statements.execute("find_stale", "slice_rows", Slices.ROWS);
    return looked;
  }

  /** How many rows of the scope may be changed, where so many are stale that it matters. */
  long scope() throws SQLException {
    return cleanup.scope(this::countScope);
  }

  private long countScope() throws SQLException {
    return statements.given(cleanup.values()).row("count_scope").number("scope");
  }

  /** Resolves what was found stale; too much is a failure, and nothing is resolved. */
  Counts resolve() throws SQLException {
    Optional<TaskFailure> tooMuch = cleanup.tooMuch(this::countScope);
    if (tooMuch.isPresent()) {
      throw tooMuch.get();
    }
    return writer.resolveStale();
  }
}
