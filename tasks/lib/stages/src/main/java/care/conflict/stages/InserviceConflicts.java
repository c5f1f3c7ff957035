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
  private InserviceConflicts() {}

  /** Does so, in steps of the run; {@code run} is that of the task, by whose name statements go. */
  public static void update(
      Run run, Session session, Writers.Others others, RunNotes notes, Warehouse warehouse)
      throws Exception {
    Window window = notes.window(() -> WarehouseClock.read(run, warehouse));
    notes.noteRules();
    InserviceDetection detection =
        new InserviceDetection(
            run, warehouse, folder -> Warehouse.sql(run, folder), window, Exclusions.read(session));
    run.step("events", detection::findEvents);
    run.step("visits", detection::findVisits);
    run.step("pairs", detection::detectPairs);
    Optional<LocalDate> oldest = notes.oldestVisit(warehouse, Warehouse.sql(run, "detection"));
    Cleanup cleanup = new Cleanup(run, session, oldest);
    try (Writers writers = others.beside(session)) {
      store(run, session, writers, detection, window, cleanup);
    }
  }

  private static void store(
      Run run,
      Session session,
      Writers writers,
      InserviceDetection detection,
      Window window,
      Cleanup cleanup)
      throws Exception {
    ConflictWriter writer = ConflictWriter.ofEvents(run, writers);
    run.count(ConflictWriter.NOTHING);
    run.step("copy_visits", () -> copyVisits(writer, detection));
    run.step("copy_pairs", () -> copyPairs(writer, detection));
    if (run.get(Parameters.ENABLE_STALE_CLEANUP)) {
      run.step("copy_crowd", () -> copyCrowd(run, session, detection));
    }
    // From here on every stream has ended normally: what is missing now is not there.
    run.step("classify", writer::classify);
    run.step("write", writer::write);
    if (run.get(Parameters.ENABLE_STALE_CLEANUP)) {
      run.step("stale_cleanup", () -> resolveStale(run, session, writer, window, cleanup));
    }
  }

  private static Counts copyVisits(ConflictWriter writer, InserviceDetection detection)
      throws SQLException {
    Counts read;
    try (Rows visits = detection.visits()) {
      read = writer.copyVisits(visits);
    }
    try (Rows events = detection.events()) {
      return read.plus(writer.copyEvents(events));
    }
  }

  private static Counts copyPairs(ConflictWriter writer, InserviceDetection detection)
      throws SQLException {
    try (Rows pairs = detection.pairs()) {
      writer.copyPairs(pairs);
    }
    return Counts.NONE;
  }

  private static Counts copyCrowd(Run run, Session session, InserviceDetection detection)
      throws SQLException {
    detection.copyCrowd(new Crowd(run, session));
    return Counts.NONE;
  }

  private static Counts resolveStale(
      Run run, Session session, ConflictWriter writer, Window window, Cleanup cleanup)
      throws SQLException {
    Statements statements =
        Statements.of(session, run.task()).given(cleanup.values()).given(window.values());
    statements.execute("find_stale", "slice_rows", Slices.ROWS);
    Optional<TaskFailure> tooMuch =
        cleanup.tooMuch(() -> statements.row("count_scope").number("scope"));
    if (tooMuch.isPresent()) {
      throw tooMuch.get();
    }
    return writer.resolveStale();
  }
}
