package care.conflict.status;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.stages.status.ChosenSteps;
import care.conflict.stages.status.Statuses;
import care.conflict.stages.status.WarehouseOnDemand;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import java.util.Set;

/** Keeps statuses and computed columns true, step by step. */
final class StatusManagement implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new StatusManagement(), args);
  }

  @Override
  public Command head() {
    return Command.named("task03_status_management")
        .does(
            "Carries statuses between conflicts and their rows, computes what dashboards read, in sixteen steps, and counts the money at stake.")
        .with(Parameters.WINDOW_AND_DELTA)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.WRITERS,
            Parameters.MAX_RESOLVE_PERCENT,
            Parameters.ENABLE_PHASE_B,
            Parameters.ENABLE_GROUPS,
            Parameters.ENABLE_MONEY,
            Parameters.ENABLE_HISTORY,
            Parameters.ONLY_STEPS)
        .reads(STORE, WAREHOUSE);
  }

  /**
   * Without deleted visits and payers the warehouse is asked for its clock at most, where nothing
   * else says "now".
   */
  @Override
  public Set<Need> needs(Configuration configuration) {
    return ChosenSteps.of(configuration).fetch() ? Set.of(STORE, WAREHOUSE) : Set.of(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    ChosenSteps chosen = ChosenSteps.of(run.configuration());
    if (chosen.isEmpty()) {
      run.skip(
          "only_steps names none but steps that enable_phase_b, enable_groups or enable_money switches off");
      return;
    }
    try (WarehouseOnDemand warehouse = WarehouseOnDemand.of(run, chosen.fetch());
        Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Statuses.manage(run, session, Writers.asTold(run, lock), lock.notes(), warehouse);
    }
  }
}
