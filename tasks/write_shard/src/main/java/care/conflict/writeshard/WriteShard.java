package care.conflict.writeshard;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.stages.shards.Detected;
import care.conflict.stages.shards.ShardWork;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.WarehouseLogin;
import java.util.ArrayList;
import java.util.List;

/** Writes one shard of what a detection found; any number of shards at once. */
final class WriteShard implements PipelineTask {
  private static final String NO_SHARD =
      "SHARD (environment): not set; says which shard to write (--shard K)";

  public static void main(String[] args) {
    TaskRunner.main(new WriteShard(), args);
  }

  @Override
  public Command head() {
    return Command.named("write_shard")
        .does(
            "Writes one shard of what a detection found: inserts new conflicts, updates changed ones.")
        .with(Parameters.DETECTION_NAME, Parameters.SHARD)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.WRITERS,
            Parameters.SKIP_UNCHANGED_RECORDS,
            Parameters.ENABLE_INSERT,
            Parameters.ENABLE_HISTORY)
        .reads(STORE, WAREHOUSE);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    List<String> problems = new ArrayList<>(Detected.problems(configuration));
    if (configuration.find(Parameters.SHARD).isEmpty()) {
      problems.add(NO_SHARD);
    }
    return problems;
  }

  /** Several shards of a run write into one location. */
  @Override
  public String resultName(Run run) {
    boolean told = problems(run.configuration()).isEmpty();
    return told ? Detected.asTold(run).named(name()) + "_" + run.get(Parameters.SHARD) : name();
  }

  @Override
  public void run(Run run) throws Exception {
    run.worksOn("shard", run.get(Parameters.SHARD));
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        HeldLock lock = HeldLock.joinBesideOthers(run, store);
        Session session = lock.session()) {
      new ShardWork(run, lock).write(session, login::warehouse);
    }
  }
}
