package care.conflict.preflight;

import care.conflict.core.Counts;
import care.conflict.core.Parameter;
import care.conflict.core.Parameters;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.CronJob;
import care.conflict.store.GiveBack;
import care.conflict.store.LockState;
import care.conflict.store.Maintenance;
import care.conflict.store.RunLock;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks everything that a run needs, takes the lock, prepares the tables. */
final class Preflight implements PipelineTask {
  /** Held from step to step: "now", noted with the lock. */
  private Instant now;

  public static void main(String[] args) {
    TaskRunner.main(new Preflight(), args);
  }

  @Override
  public String name() {
    return "task00_preflight";
  }

  @Override
  public String description() {
    return "Checks configuration, connections and tables, takes the run lock, switches the cron job off, vacuums.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(
        Parameters.NOW,
        Parameters.LOCK_LEASE_MINUTES,
        Parameters.CRON_DATABASE,
        Parameters.CRON_JOB_NAME,
        Parameters.REQUIRED_TABLES,
        Parameters.REQUIRED_WAREHOUSE_TABLES);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.STORE, Need.WAREHOUSE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session();
        Session lockSession = store.session()) {
      run.step("check_tables", () -> checkTables(run, session));
      RunLock lock = new RunLock(run, lockSession);
      run.step("take_lock", () -> takeLock(lock));
      try {
        prepare(run, session, lock);
      } catch (Exception e) {
        giveBack(run, store, e);
        throw e;
      }
    }
  }

  private Counts checkTables(Run run, Session session) throws SQLException {
    try (Warehouse warehouse = Warehouse.open(run)) {
      new TableCheck(run, session, warehouse).check();
      now =
          run.configuration().find(Parameters.NOW).isPresent()
              ? run.get(Parameters.NOW)
              : WarehouseClock.read(run, warehouse);
    }
    return Counts.NONE;
  }

  private static Counts takeLock(RunLock lock) throws SQLException {
    lock.acquire();
    return Counts.NONE;
  }

  private void prepare(Run run, Session session, RunLock lock) throws Exception {
    run.detail("now", lock.noteNow(now).toString());
    run.step("switch_cron_job_off", () -> switchCronJobOff(run, lock));
    run.step("advance_sequences", () -> new Sequences(run, session).advance());
    run.step("vacuum", () -> new Maintenance(run, session).vacuum());
    run.step("count_rows", () -> new Maintenance(run, session).countRows());
  }

  /** Notes the job before it is switched off, so that it is given back whatever happens next. */
  private static Counts switchCronJobOff(Run run, RunLock lock) throws SQLException {
    LockState state = lock.state();
    try (CronJob cron = CronJob.open(run)) {
      // What an earlier try or a dead run noted is what the job was before any of us.
      Optional<CronJob.Job> job = state.cronJob().isPresent() ? state.cronJob() : cron.find();
      if (job.isPresent()) {
        lock.noteCronJob(job.get());
        cron.setActive(job.get().id(), false);
        run.detail(
            "cron_job",
            Map.of(
                "id",
                job.get().id(),
                "schedule",
                job.get().schedule(),
                "active",
                job.get().active()));
      }
    } catch (TaskFailure e) {
      run.warn("the cron job could not be looked at: " + e.getMessage());
    }
    return Counts.NONE;
  }

  private static void giveBack(Run run, Store store, Exception because) {
    try (Session session = store.closingSession()) {
      GiveBack.all(run, new RunLock(run, session), run.runId());
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e);
      run.warn("lock, flag and cron job could not be given back; `run_lock release` does it");
    }
  }
}
