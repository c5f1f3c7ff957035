package care.conflict.preflight;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;

import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.detection.SourceNotes;
import care.conflict.lock.CronJob;
import care.conflict.lock.HeldLock;
import care.conflict.lock.LockState;
import care.conflict.lock.RunLock;
import care.conflict.lock.RunNotes;
import care.conflict.lock.UsedRunId;
import care.conflict.runtime.TaskRunner;
import care.conflict.stages.SourceCheck;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.tables.Maintenance;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Checks everything that a run needs, takes the lock, prepares the tables. */
final class Preflight implements PipelineTask {
  /** Held from step to step: "now", noted with the lock. */
  private @Nullable Instant now;

  /** Held from step to step: how far back the source reaches, noted with it. */
  private Optional<LocalDate> oldestVisit = Optional.empty();

  public static void main(String[] args) {
    TaskRunner.main(new Preflight(), args);
  }

  @Override
  public Command head() {
    return Command.named("task00_preflight")
        .does(
            "Checks configuration, connections, tables and the source, takes the run lock, switches the cron job off, vacuums.")
        .with(Parameters.NOW, Parameters.RUN_DATE, Parameters.CRON_JOB_NAME)
        .with(Parameters.OF_THE_LOCK)
        .with(Parameters.OF_THE_GATE)
        .reads(STORE, WAREHOUSE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run)) {
      look(run, store);
      // Not kept, the lock is given back, and with it what else was taken.
      try (HeldLock lock = takeLock(run, store)) {
        try (Session session = lock.session()) {
          prepare(run, session, lock);
        }
        lock.keep();
      }
    }
  }

  /** Before anything is taken: what is wrong is told while nothing is held. */
  private void look(Run run, Store store) throws Exception {
    try (Session session = store.session();
        Warehouse warehouse = Warehouse.open(run)) {
      run.step("check_tables", () -> checkTables(run, session, warehouse));
      run.step(
          "source",
          () -> {
            oldestVisit = new SourceCheck(run, session, warehouse).judge(now());
            return Counts.NONE;
          });
    }
  }

  private Counts checkTables(Run run, Session session, Warehouse warehouse) throws SQLException {
    new TableCheck(run, session, warehouse).check();
    UsedRunId.check(run, new RunLock(run, session));
    Optional<Instant> known = RunNotes.of(run, session).knownNow();
    now = known.isPresent() ? known.get() : WarehouseClock.read(run, warehouse);
    return Counts.NONE;
  }

  private Instant now() {
    return Objects.requireNonNull(now, "now");
  }

  private static HeldLock takeLock(Run run, Store store) throws Exception {
    AtomicReference<HeldLock> lock = new AtomicReference<>();
    run.step(
        "take_lock",
        () -> {
          lock.set(HeldLock.take(run, store));
          return Counts.NONE;
        });
    return Objects.requireNonNull(lock.get());
  }

  private void prepare(Run run, Session session, HeldLock held) throws Exception {
    RunLock lock = new RunLock(run, session);
    run.detail("now", lock.noteNow(now()).toString());
    new SourceNotes(run, session).noteOldest(oldestVisit);
    run.step("switch_cron_job_off", () -> switchCronJobOff(run, lock, held.token()));
    run.step("advance_sequences", () -> new Sequences(run, session).advance());
    run.step("vacuum", () -> new Maintenance(run, session).vacuum(held));
    run.step("count_rows", () -> new Maintenance(run, session).countRows());
  }

  /** Notes the job before it is switched off, so that it is given back whatever happens next. */
  private static Counts switchCronJobOff(Run run, RunLock lock, long token) throws SQLException {
    CronJob opened;
    try {
      opened = CronJob.open(run, token);
    } catch (TaskFailure e) {
      run.checkStopped();
      run.warn("the cron job could not be looked at: " + e.getMessage());
      return Counts.NONE;
    }
    try (CronJob cron = opened) {
      // What an earlier try or a dead run noted is what the job was before any of us.
      LockState state = lock.state();
      List<CronJob.Job> jobs = state.cronJobs().isEmpty() ? cron.find() : state.cronJobs();
      if (!jobs.isEmpty()) {
        CronJob.Job job = jobs.get(0);
        run.detail(
            "cron_job", Map.of("id", job.id(), "schedule", job.schedule(), "active", job.active()));
        switchOff(lock, token, state, cron, jobs);
      }
    }
    return Counts.NONE;
  }

  private static void switchOff(
      RunLock lock, long token, LockState before, CronJob cron, List<CronJob.Job> jobs)
      throws SQLException {
    lock.noteCronJobs(token, jobs);
    List<CronJob.Job> off = new ArrayList<>();
    for (CronJob.Job job : jobs) {
      if (cron.switchOff(job)) {
        off.add(job);
      }
    }
    if (off.size() < jobs.size() && before.cronJobs().isEmpty()) {
      lock.noteCronJobs(token, off);
    }
  }
}
