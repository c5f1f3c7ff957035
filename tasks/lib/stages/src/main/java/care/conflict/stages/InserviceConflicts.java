package care.conflict.stages;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.detection.Cleanup;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.detection.Exclusions;
import care.conflict.detection.InserviceDetection;
import care.conflict.lock.RunNotes;
import care.conflict.stages.shards.Detected;
import care.conflict.stages.shards.ShardPlanning;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/** Finds visits during in-service events, over the whole window, and keeps the stored ones true. */
public final class InserviceConflicts {
  private final Run run;
  private final Session session;
  private final InserviceDetection detection;
  private final Window window;
  private final Cleanup cleanup;
  private final boolean cleansUp;

  /** What was detected, in steps of the run. */
  private InserviceConflicts(Run run, Session session, RunNotes notes, Warehouse warehouse)
      throws Exception {
    this.run = run;
    this.session = session;
    window = notes.window(() -> WarehouseClock.read(run, warehouse));
    notes.noteRules();
    detection =
        new InserviceDetection(
            run, warehouse, folder -> Warehouse.sql(run, folder), window, Exclusions.read(session));
    run.step("events", detection::findEvents);
    run.step("visits", detection::findVisits);
    run.step("pairs", detection::detectPairs);
    Optional<LocalDate> oldest = notes.oldestVisit(warehouse, Warehouse.sql(run, "detection"));
    cleanup = new Cleanup(run, session, oldest);
    cleansUp = run.get(Parameters.ENABLE_STALE_CLEANUP);
  }

  /** Does so, in steps of the run; {@code run} is that of the task, by whose name statements go. */
  public static void update(
      Run run, Session session, Writers.Others others, RunNotes notes, Warehouse warehouse)
      throws Exception {
    InserviceConflicts detected = new InserviceConflicts(run, session, notes, warehouse);
    try (Writers writers = others.beside(session)) {
      detected.store(writers);
    }
  }

  /** Finds them and what is stale, and leaves the writing to the tasks of shards. */
  public static void plan(Run run, Session session, RunNotes notes, Warehouse warehouse)
      throws Exception {
    InserviceConflicts detected = new InserviceConflicts(run, session, notes, warehouse);
    try (ShardPlanning planning = ShardPlanning.begin(run, session, warehouse, Detected.EVENTS)) {
      detected.hand(planning);
    }
  }

  private void store(Writers writers) throws Exception {
    ConflictWriter writer = ConflictWriter.ofEvents(run, writers);
    run.count(ConflictWriter.NOTHING);
    run.step("copy_visits", () -> copyVisits(writer));
    copyPairsAndCrowd(writer);
    // From here on every stream has ended normally: what is missing now is not there.
    run.step("classify", writer::classify);
    run.step("write", writer::write);
    if (cleansUp) {
      run.step("stale_cleanup", () -> resolveStale(writer));
    }
  }

  private void hand(ShardPlanning planning) throws Exception {
    run.step("keep", planning::keep);
    ConflictWriter writer = ConflictWriter.ofEvents(run, session);
    writer.copyNoVisits();
    copyPairsAndCrowd(writer);
    if (cleansUp) {
      run.step("find_stale", this::findStale);
    }
    run.step(
        "plan_shards",
        () -> planning.plan(cleansUp ? cleanup.scope(this::countScope) : 0, cleansUp));
  }

  private void copyPairsAndCrowd(ConflictWriter writer) throws Exception {
    run.step("copy_pairs", () -> copyPairs(writer));
    if (cleansUp) {
      run.step("copy_crowd", this::copyCrowd);
    }
  }

  private Counts copyVisits(ConflictWriter writer) throws SQLException {
    Counts read;
    try (Rows visits = detection.visits()) {
      read = writer.copyVisits(visits);
    }
    try (Rows events = detection.events()) {
      return read.plus(writer.copyEvents(events));
    }
  }

  private Counts copyPairs(ConflictWriter writer) throws SQLException {
    try (Rows pairs = detection.pairs()) {
      writer.copyPairs(pairs);
    }
    return Counts.NONE;
  }

  private Counts copyCrowd() throws SQLException {
    new Crowd(run, session).copy(detection);
    return Counts.NONE;
  }

  private Counts findStale() throws SQLException {
    statements().execute("find_stale", "slice_rows", Slices.ROWS);
    return Counts.NONE;
  }

  private long countScope() throws SQLException {
    return statements().row("count_scope").number("scope");
  }

  private Statements statements() {
    return Statements.of(session, run.task()).given(cleanup.values()).given(window.values());
  }

  private Counts resolveStale(ConflictWriter writer) throws SQLException {
    findStale();
    Optional<TaskFailure> tooMuch = cleanup.tooMuch(this::countScope);
    if (tooMuch.isPresent()) {
      throw tooMuch.get();
    }
    return writer.resolveStale();
  }
}
