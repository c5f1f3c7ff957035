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
import care.conflict.stages.shards.Detected;
import care.conflict.stages.shards.ShardPlanning;
import care.conflict.store.Session;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.util.Map;

/** Finds the conflicts of the changed visits, and keeps the stored ones true. */
public final class VisitConflicts {
  private final Run run;
  private final Session session;
  private final Window window;
  private final Detection detection;
  private final Crowd crowd;
  private final Cleanup cleanup;
  private final Elsewhere elsewhere;
  private final boolean cleansUp;

  /** What was detected, in steps of the run. */
  private VisitConflicts(Run run, Session session, RunNotes notes, Warehouse warehouse)
      throws Exception {
    this.run = run;
    this.session = session;
    window = notes.windowWithDelta(() -> WarehouseClock.read(run, warehouse));
    notes.noteRules();
    Reference reference = Reference.read(session);
    StepSql sql = Warehouse.sql(run, "detection");
    Map<String, ?> values = values(run, window, reference);
    detection = new Detection(warehouse, sql, values);
    run.step("delta", this::findDelta);
    run.step("base_visits", this::collectBaseVisits);
    run.step("pairs", () -> detection.detectPairs().plus(detection.chooseCopies()));
    crowd = new Crowd(run, session);
    cleanup = new Cleanup(run, session, notes.oldestVisit(warehouse, sql));
    elsewhere = new Elsewhere(run, warehouse, detection, crowd, values);
    cleansUp = run.get(Parameters.ENABLE_STALE_CLEANUP);
  }

  /** Does so, in steps of the run; {@code run} is that of the task, by whose name statements go. */
  public static void update(
      Run run, Session session, Writers.Others others, RunNotes notes, Warehouse warehouse)
      throws Exception {
    VisitConflicts detected = new VisitConflicts(run, session, notes, warehouse);
    try (Writers writers = others.beside(session)) {
      detected.store(writers);
    }
  }

  /** Finds them and what is stale, and leaves the writing to the tasks of shards. */
  public static void plan(Run run, Session session, RunNotes notes, Warehouse warehouse)
      throws Exception {
    VisitConflicts detected = new VisitConflicts(run, session, notes, warehouse);
    try (ShardPlanning planning = ShardPlanning.begin(run, session, warehouse, Detected.VISITS)) {
      detected.hand(planning);
    }
  }

  /** The values of every parameter that the statements for the warehouse name. */
  public static Map<String, ?> values(Run run, Window window, Reference reference) {
    return Detection.values(run, window, reference, Detection.leastDelta(run));
  }

  /** The visits that changed, and their keys. */
  private Counts findDelta() throws SQLException {
    detection.takeReference();
    detection.findCaregivers();
    detection.findDelta();
    detection.findKeys();
    LeftOut.warn(run, detection);
    return Counts.NONE;
  }

  private Counts collectBaseVisits() throws SQLException {
    detection.findPlaces();
    detection.collectBaseVisits();
    Crowd.warn(run, detection.row("crowd"));
    return Counts.NONE;
  }

  private void store(Writers writers) throws Exception {
    ConflictWriter writer = ConflictWriter.ofVisits(run, writers);
    run.count(ConflictWriter.NOTHING);
    run.step("copy_visits", () -> copyVisits(writer));
    StaleCleanup stale = copyPairsAndFindStale(writer);
    // From here on every stream has ended normally: what is missing now is not there.
    run.step("classify", writer::classify);
    run.step("write", writer::write);
    if (cleansUp) {
      run.step("stale_cleanup", stale::resolve);
    }
  }

  private void hand(ShardPlanning planning) throws Exception {
    run.step("keep", () -> keep(planning)); // before it is looked elsewhere, in the same tables
    ConflictWriter writer = ConflictWriter.ofVisits(run, session);
    writer.copyNoVisits();
    StaleCleanup stale = copyPairsAndFindStale(writer);
    run.step("plan_shards", () -> planning.plan(cleansUp ? stale.scope() : 0, cleansUp));
  }

  private StaleCleanup copyPairsAndFindStale(ConflictWriter writer) throws Exception {
    StaleCleanup stale = new StaleCleanup(run, session, window, writer, cleanup);
    run.step("copy_pairs", () -> copyPairs(writer));
    if (cleansUp) {
      run.step("copy_delta", () -> stale.copyDelta(detection, crowd));
      run.step("find_stale", () -> stale.find(elsewhere));
    }
    return stale;
  }

  private Counts keep(ShardPlanning planning) throws SQLException {
    warnOfSource();
    return planning.keep();
  }

  private Counts copyVisits(ConflictWriter writer) throws SQLException {
    warnOfSource();
    try (Rows visits = detection.visits()) {
      return writer.copyVisits(visits);
    }
  }

  private void warnOfSource() throws SQLException {
    LeftOut.warnOfIds(run, detection.row("ids_unread"));
    LeftOut.warnOfDimensions(run, detection.row("dimensions_twice"));
  }

  private Counts copyPairs(ConflictWriter writer) throws SQLException {
    try (Rows pairs = detection.pairs()) {
      writer.copyPairs(pairs);
    }
    return Counts.NONE;
  }
}
