package care.conflict.copytotemp;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Replica;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.staging.Reminders;
import care.conflict.staging.StagingTable;
import care.conflict.store.Session;
import care.conflict.store.Store;

/** The same as task01_copy_to_staging where the warehouse is a replica in PostgreSQL. */
final class CopyToTemp implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new CopyToTemp(), args);
  }

  @Override
  public Command head() {
    return Command.named("task_01")
        .does(
            "Keeps the payers' reminders up to date and takes the picture of all conflicts, without Snowflake.")
        .with(Parameters.WINDOW)
        .with(Parameters.OF_THE_LOCK)
        .with(Parameters.BATCH_SIZE, Parameters.REPLICA_SCHEMA)
        .reads(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Window window = lock.window();
      // Open, its snapshot would keep the new staging table from taking its place.
      try (Replica replica = Replica.open(run, store)) {
        StepSql sql = replica.sql("reminders");
        run.step("reminders", new Reminders(run, session, replica, sql)::copy);
      }
      run.step("staging", new StagingTable(run, session, window)::replace);
    }
  }
}
