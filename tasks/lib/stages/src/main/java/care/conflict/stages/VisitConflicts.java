package care.conflict.stages;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Cleanup;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.detection.Detection;
import care.conflict.detection.LeftOut;
import care.conflict.detection.Reference;
import care.conflict.lock.RunNotes;
import care.conflict.store.Session;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.util.Map;

/** Finds the conflicts of the changed visits, and keeps the stored ones true. */
public final class VisitConflicts {
  private VisitConflicts() {}

  /** Does so, in steps of the run; {@code run} is that of the task, by whose name statements go. */
  public static void update(
      Run run, Session session, Writers.Others others, RunNotes notes, Warehouse warehouse)
      throws Exception {
    Window window = notes.windowWithDelta(() -> WarehouseClock.read(run, warehouse));
    notes.noteRules();
    Reference reference = Reference.read(session);
    StepSql sql = Warehouse.sql(run, "detection");
    Map<String, ?> values = values(run, window, reference);
    Detection detection = new Detection(warehouse, sql, values);
    run.step("delta", () -> findDelta(run, detection));
    run.step("base_visits", () -> collectBaseVisits(run, detection));
    run.step("pairs", () -> detection.detectPairs().plus(detection.chooseCopies()));
    Crowd crowd = new Crowd(run, session);
    Cleanup cleanup = new Cleanup(run, session, notes.oldestVisit(warehouse, sql));
    Elsewhere elsewhere = new Elsewhere(run, warehouse, detection, crowd, values);
    try (Writers writers = others.beside(session)) {
      store(run, session, writers, detection, crowd, cleanup, elsewhere);
    }
  }

  /** The values of every parameter that the statements for the warehouse name. */
  public static Map<String, ?> values(Run run, Window window, Reference reference) {
    return Detection.values(run, window, reference, Detection.leastDelta(run));
  }

  /** The visits that changed, and their keys. */
  private static Counts findDelta(Run run, Detection detection) throws SQLException {
    detection.takeReference();
    detection.findCaregivers();
    detection.findDelta();
    detection.findKeys();
    LeftOut.warn(run, detection);
    return Counts.NONE;
  }

  private static Counts collectBaseVisits(Run run, Detection detection) throws SQLException {
    detection.findPlaces();
    detection.collectBaseVisits();
    Crowd.warn(run, detection.row("crowd"));
    return Counts.NONE;
  }

  private static void store(
      Run run,
      Session session,
      Writers writers,
      Detection detection,
      Crowd crowd,
      Cleanup cleanup,
      Elsewhere elsewhere)
      throws Exception {
    ConflictWriter writer = ConflictWriter.ofVisits(run, writers);
    run.count(ConflictWriter.NOTHING);
    StaleCleanup stale = new StaleCleanup(run, session, writer, cleanup);
    boolean cleansUp = run.get(Parameters.ENABLE_STALE_CLEANUP);
    run.step("copy_visits", () -> copyVisits(run, writer, detection));
    run.step("copy_pairs", () -> copyPairs(writer, detection));
    if (cleansUp) {
      run.step("copy_delta", () -> stale.copyDelta(detection, crowd));
      run.step("find_stale", () -> stale.find(elsewhere));
    }
    // From here on every stream has ended normally: what is missing now is not there.
    run.step("classify", writer::classify);
    run.step("write", writer::write);
    if (cleansUp) {
      run.step("stale_cleanup", stale::resolve);
    }
  }

  private static Counts copyVisits(Run run, ConflictWriter writer, Detection detection)
      throws SQLException {
    LeftOut.warnOfIds(run, detection.row("ids_unread"));
    LeftOut.warnOfDimensions(run, detection.row("dimensions_twice"));
    try (Rows visits = detection.visits()) {
      return writer.copyVisits(visits);
    }
  }

  private static Counts copyPairs(ConflictWriter writer, Detection detection) throws SQLException {
    try (Rows pairs = detection.pairs()) {
      writer.copyPairs(pairs);
    }
    return Counts.NONE;
  }
}
