package care.conflict.status;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
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
      Window window = lock.windowWithDelta(warehouse::clock);
      DeletedVisits deleted = new DeletedVisits(run, session, warehouse, window);
      Money money = new Money(run, session, warehouse);
      StatusWriter writer = new StatusWriter(run, session, window, chosen);
      StepsInTurn steps = new StepsInTurn(run, writer::stepFailed);
      run.count(Counts.of("updated", 0));
      for (Step step : chosen.steps()) {
        steps.take(step, () -> work(step, deleted, writer, money));
      }
      writer.end();
      steps.end();
    }
  }

  private static Counts work(Step step, DeletedVisits deleted, StatusWriter writer, Money money)
      throws SQLException {
    return switch (step.way()) {
      case FETCHES -> deleted.fetch();
      case FETCHES_PAYERS -> money.fetchPayers();
      case READS -> writer.readWindow();
      case WRITES -> writer.take(step);
      case COUNTS_MONEY -> money.count();
    };
  }
}
