package care.conflict.finishdetection;

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
import care.conflict.stages.shards.ShardsEnd;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import care.conflict.warehouse.WarehouseLogin;
import java.util.List;

/** Ends a detection that was written in shards: resolves what is stale, and tidies up. */
final class FinishDetection implements PipelineTask {
  public static void main(String[] args) {
    TaskRunner.main(new FinishDetection(), args);
  }

  @Override
  public Command head() {
    return Command.named("finish_detection")
        .does(
            "Ends a detection that was written in shards: resolves stale conflicts, drops what it kept in the warehouse.")
        .with(Parameters.DETECTION_NAME)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.WRITERS,
            Parameters.MAX_RESOLVE_PERCENT,
            Parameters.ENABLE_HISTORY)
        .reads(STORE, WAREHOUSE);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    return Detected.problems(configuration);
  }

  /** Both detections of a run write into one location. */
  @Override
  public String resultName(Run run) {
    return problems(run.configuration()).isEmpty() ? Detected.asTold(run).named(name()) : name();
  }

  @Override
  public void run(Run run) throws Exception {
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      new ShardsEnd(run, session, Writers.asTold(run, lock)).finish(login::warehouse);
    }
  }
}
