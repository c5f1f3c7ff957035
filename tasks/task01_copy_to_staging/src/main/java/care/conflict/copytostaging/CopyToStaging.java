package care.conflict.copytostaging;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.StepSql;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.staging.Reminders;
import care.conflict.staging.StagingTable;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;

/** Adds missing payer reminders and replaces the staging picture of conflicts. */
final class CopyToStaging implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new CopyToStaging(), args);
  }

  @Override
  public Command head() {
    return Command.named("task01_copy_to_staging")
        .does(
            "Keeps the payers' reminders up to date and takes the picture of all conflicts before detection.")
        .with(Parameters.WINDOW)
        .with(Parameters.OF_THE_LOCK)
        .with(Parameters.BATCH_SIZE, Parameters.WRITERS)
        .reads(STORE, WAREHOUSE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Window window;
      try (Warehouse warehouse = Warehouse.open(run)) {
        window = lock.notes().window(() -> WarehouseClock.read(run, warehouse));
        StepSql sql = Warehouse.sql(run, "reminders");
        run.step("reminders", new Reminders(run, session, warehouse, sql)::copy);
      }
      run.step("staging", new StagingTable(run, session, lock, window)::replace);
    }
  }
}
