package care.conflict.conflictupdate;

import care.conflict.core.Configuration;
import care.conflict.core.Counts;
import care.conflict.core.Detection;
import care.conflict.core.Parameter;
import care.conflict.core.Parameters;
import care.conflict.core.PipelineTask;
import care.conflict.core.Rows;
import care.conflict.core.Run;
import care.conflict.core.Window;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.ConflictWriter;
import care.conflict.store.HeldLock;
import care.conflict.store.Reference;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.Literals;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseLogin;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the conflicts of the changed visits, and keeps the stored ones true. */
final class ConflictUpdate implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new ConflictUpdate(), args);
  }

  @Override
  public String name() {
    return "task02_00_conflict_update";
  }

  @Override
  public String description() {
    return "Finds the conflicts of the visits that changed: inserts new ones, updates changed ones, resolves stale ones.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(
        Parameters.NOW,
        Parameters.LOOKBACK_HOURS,
        Parameters.LOOKBACK_YEARS,
        Parameters.LOOKFORWARD_DAYS,
        Parameters.BATCH_SIZE,
        Parameters.SKIP_UNCHANGED_RECORDS,
        Parameters.ENABLE_ASYMMETRIC_JOIN,
        Parameters.ENABLE_STALE_CLEANUP,
        Parameters.ENABLE_INSERT);
  }

  @Override
  public Set<Need> needs(Configuration configuration) {
    return Set.of(Need.STORE, Need.WAREHOUSE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Warehouse warehouse = login.warehouse();
      Window window = lock.window(() -> WarehouseClock.read(run, warehouse));
      Reference reference = Reference.read(run, session);
      Detection detection =
          new Detection(warehouse, Warehouse.sql(run, "detection"), values(run, window, reference));
      run.step("delta", () -> findDelta(detection));
      run.step("base_visits", () -> collectBaseVisits(detection));
      run.step("pairs", detection::detectPairs);
      store(run, session, detection);
    }
  }

  private static Map<String, ?> values(Run run, Window window, Reference reference) {
    Map<String, Object> values = reference.values();
    values.putAll(window.values());
    values.put("least_delta", run.get(Parameters.ENABLE_ASYMMETRIC_JOIN) ? 1 : 2);
    return values;
  }

  /** The visits that changed, and their keys. */
  private static Counts findDelta(Detection detection) throws SQLException {
    return detection.takeReference().plus(detection.findDelta()).plus(detection.findKeys());
  }

  private static Counts collectBaseVisits(Detection detection) throws SQLException {
    return detection.findPlaces().plus(detection.collectBaseVisits());
  }

  private static void store(Run run, Session session, Detection detection) throws Exception {
    ConflictWriter writer = ConflictWriter.ofVisits(run, session);
    run.count(ConflictWriter.NOTHING);
    StaleCleanup stale = new StaleCleanup(run, session, writer);
    boolean cleanup = run.get(Parameters.ENABLE_STALE_CLEANUP);
    run.step("copy_visits", () -> copyVisits(writer, detection));
    run.step("copy_pairs", () -> copyPairs(writer, detection));
    if (cleanup) {
      run.step("copy_delta", () -> stale.copyDelta(detection));
    }
    // From here on every stream has ended normally: what is missing now is not there.
    run.step("classify", writer::classify);
    run.step("write", writer::write);
    if (cleanup) {
      run.step("stale_cleanup", stale::resolve);
    }
  }

  private static Counts copyVisits(ConflictWriter writer, Detection detection) throws SQLException {
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

  @Override
  public boolean printsSql() {
    return true;
  }

  @Override
  public String printSql(Run run) {
    Instant now = run.configuration().find(Parameters.NOW).orElseGet(Instant::now);
    Window window = Window.around(now, run.configuration());
    return Literals.script(
        "Excluded SSNs are not shown: fill in the list of excluded_ssns.",
        Detection.statements(Warehouse.sql(run, "detection")),
        values(run, window, Reference.forPrinting(run)));
  }
}
