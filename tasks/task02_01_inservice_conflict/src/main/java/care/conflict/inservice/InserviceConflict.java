package care.conflict.inservice;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.PRINTS_SQL;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Literals;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Cleanup;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.detection.Exclusions;
import care.conflict.detection.InserviceDetection;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseLogin;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Finds visits during in-service events, over the whole window, and keeps the stored ones true. */
final class InserviceConflict implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new InserviceConflict(), args);
  }

  @Override
  public Command head() {
    return Command.named("task02_01_inservice_conflict")
        .does(
            "Finds visits of people who were at an in-service event of another agency at that time.")
        .with(Parameters.WINDOW)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.WRITERS,
            Parameters.SKIP_UNCHANGED_RECORDS,
            Parameters.ENABLE_STALE_CLEANUP,
            Parameters.ENABLE_INSERT,
            Parameters.ENABLE_INSERVICE,
            Parameters.MAX_VISITS_PER_KEY,
            Parameters.MAX_RESOLVE_PERCENT,
            Parameters.ENABLE_HISTORY)
        .reads(STORE, WAREHOUSE)
        .marked(PRINTS_SQL);
  }

  @Override
  public Set<Need> needs(Configuration configuration) {
    return configuration.get(Parameters.ENABLE_INSERVICE) ? Set.of(STORE, WAREHOUSE) : Set.of();
  }

  @Override
  public void run(Run run) throws Exception {
    if (!run.get(Parameters.ENABLE_INSERVICE)) {
      run.skip("in-service detection is off (enable_inservice)");
      return;
    }
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Warehouse warehouse = login.warehouse();
      Window window = lock.window(() -> WarehouseClock.read(run, warehouse));
      lock.noteRules();
      InserviceDetection detection =
          new InserviceDetection(
              run,
              warehouse,
              folder -> Warehouse.sql(run, folder),
              window,
              Exclusions.read(session));
      run.step("events", detection::findEvents);
      run.step("visits", detection::findVisits);
      run.step("pairs", detection::detectPairs);
      Optional<LocalDate> oldest = lock.oldestVisit(warehouse, Warehouse.sql(run, "detection"));
      Cleanup cleanup = new Cleanup(run, session, oldest);
      try (Writers writers = Writers.of(run, session, lock, run.get(Parameters.WRITERS))) {
        store(run, session, writers, detection, window, cleanup);
      }
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

  @Override
  public String printSql(Run run) {
    Instant now = run.configuration().find(Parameters.NOW).orElseGet(Instant::now);
    InserviceDetection detection =
        new InserviceDetection(
            run,
            VisitSource.NONE,
            folder -> Warehouse.sql(run, folder),
            Window.around(now, run.configuration()),
            Exclusions.forPrinting(run));
    return Literals.script(
        StepSql.Dialect.SNOWFLAKE,
        Exclusions.NOT_SHOWN,
        detection.statements(),
        detection.values());
  }
}
