package care.conflict.conflictupdate;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.PRINTS_SQL;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Literals;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Detection;
import care.conflict.detection.Exclusions;
import care.conflict.detection.Reference;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.stages.VisitConflicts;
import care.conflict.stages.shards.Detected;
import care.conflict.stages.shards.ShardPlanning;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseLogin;
import java.time.Instant;

/** Finds the conflicts of the changed visits, and keeps the stored ones true. */
final class ConflictUpdate implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new ConflictUpdate(), args);
  }

  @Override
  public Command head() {
    return Command.named("task02_00_conflict_update")
        .does(
            "Finds the conflicts of the visits that changed: inserts new ones, updates changed ones, resolves stale ones.")
        .with(Parameters.WINDOW_AND_DELTA)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.WRITERS,
            Parameters.SHARDS,
            Parameters.SKIP_UNCHANGED_RECORDS,
            Parameters.ENABLE_ASYMMETRIC_JOIN,
            Parameters.ENABLE_STALE_CLEANUP,
            Parameters.ENABLE_INSERT,
            Parameters.MAX_VISITS_PER_KEY,
            Parameters.MAX_RESOLVE_PERCENT,
            Parameters.ENABLE_HISTORY)
        .reads(STORE, WAREHOUSE)
        .marked(PRINTS_SQL);
  }

  @Override
  public void run(Run run) throws Exception {
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      ShardPlanning.dropLeft(run, session, login::warehouse, Detected.VISITS);
      if (run.get(Parameters.SHARDS) > 1) {
        VisitConflicts.plan(run, session, lock.notes(), login.warehouse());
      } else {
        VisitConflicts.update(
            run, session, Writers.asTold(run, lock), lock.notes(), login.warehouse());
      }
    }
  }

  @Override
  public String printSql(Run run) {
    Instant now = run.configuration().find(Parameters.NOW).orElseGet(Instant::now);
    Window window = Window.withDelta(now, run.configuration());
    return Literals.script(
        StepSql.Dialect.SNOWFLAKE,
        Exclusions.NOT_SHOWN,
        Detection.statements(Warehouse.sql(run, "detection")),
        VisitConflicts.values(run, window, Reference.forPrinting(run)));
  }
}
