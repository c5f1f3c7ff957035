package care.conflict.inservice;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.PRINTS_SQL;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Literals;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Exclusions;
import care.conflict.detection.InserviceDetection;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.stages.InserviceConflicts;
import care.conflict.stages.shards.Detected;
import care.conflict.stages.shards.ShardPlanning;
import care.conflict.stages.shards.ShardsFile;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseLogin;
import java.time.Instant;
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
            Parameters.SHARDS,
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
      if (run.get(Parameters.SHARDS) > 1) {
        ShardsFile.writeEmpty(run, Detected.EVENTS, run.get(Parameters.SHARDS));
      }
      return;
    }
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      ShardPlanning.dropLeft(run, session, login::warehouse, Detected.EVENTS);
      if (run.get(Parameters.SHARDS) > 1) {
        InserviceConflicts.plan(run, session, lock.notes(), login.warehouse());
      } else {
        InserviceConflicts.update(
            run, session, Writers.asTold(run, lock), lock.notes(), login.warehouse());
      }
    }
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
