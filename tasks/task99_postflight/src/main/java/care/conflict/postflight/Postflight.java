package care.conflict.postflight;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Trait.RUNS_WITHOUT_LOCATION;

import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.lock.GiveBack;
import care.conflict.lock.Heartbeat;
import care.conflict.lock.LockState;
import care.conflict.lock.RunLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.aws.Mail;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.tables.Maintenance;
import care.conflict.trends.Trends;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs whatever a run came to: ends what still writes, tidies up, gives back cron job, flag and
 * lock, reports. A step that fails does not keep the others from running; where giving back fails,
 * the task fails.
 */
final class Postflight implements PipelineTask {
  /** The fencing token in force while this task works. */
  private long token;

  /** Read when they are first needed, which is late: a location may be slow to say no. */
  private @Nullable RunResults results;

  public static void main(String[] args) {
    TaskRunner.main(new Postflight(), args);
  }

  @Override
  public Command head() {
    return Command.named("task99_postflight")
        .does(
            "Vacuums, refreshes the dashboards' view, gives back cron job, flag and lock, and reports: page, log, mail.")
        .with(
            Parameters.ENVIRONMENT,
            Parameters.CRON_DATABASE,
            Parameters.CRON_JOB_NAME,
            Parameters.MATERIALIZED_VIEW,
            Parameters.ENABLE_HISTORY)
        .with(Parameters.OF_THE_MAIL)
        .reads(STORE)
        .marked(RUNS_WITHOUT_LOCATION);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session();
        Session lockSession = store.closingSession()) {
      RunLock lock = new RunLock(run, lockSession);
      LockState before = lock.state();
      token = before.token();
      boolean ours = before.heldBy(run.runId());
      List<String> failed = new ArrayList<>();
      if (ours) {
        endRun(run, store, session, lock, failed);
      } else {
        run.warn("the lock is not this run's: held by " + before.holder());
      }
      if (before.runId() == null) {
        tidyUp(run, store, session);
        attempt(run, "restore_cron_job", failed, () -> restoreCronJob(run, lock));
      }
      RunReport report = new RunReport(run, session, results(run));
      attempt(run, "count_rows", null, report::countRows);
      Map<String, Object> trends = Trends.upToDate(run, session, report.open());
      attempt(run, "report", null, () -> report.write(trends));
      if (Mail.isEnabled(run)) {
        attempt(run, "mail", null, report::mail);
      }
      if (!failed.isEmpty()) {
        throw TaskFailure.failed(
            "not given back: " + String.join("; ", failed),
            "Run the task again, or `run_lock release --run-id " + run.runId() + "`.");
      }
    }
  }

  /** Tidies up under this run's lock and gives it back, also when it is told to stop on the way. */
  private void endRun(Run run, Store store, Session session, RunLock lock, List<String> failed)
      throws SQLException {
    try {
      attempt(run, "fence", failed, () -> fence(lock));
      Heartbeat heartbeat = Heartbeat.start(run, store, token);
      try {
        tidyUp(run, store, session);
      } finally {
        heartbeat.close();
      }
      attempt(run, "restore_cron_job", failed, () -> restoreCronJob(run, lock));
      attempt(run, "release_lock", failed, () -> release(run, lock));
    } catch (RuntimeException | Error e) {
      GiveBack.all(run, lock, token);
      throw e;
    }
  }

  private static void tidyUp(Run run, Store store, Session session) {
    attempt(run, "vacuum", null, () -> new Maintenance(run, session).vacuum(store));
    attempt(run, DashboardView.STEP, null, () -> new DashboardView(run, session).refresh());
  }

  /** Runs a step; its failure is a warning, and noted where it makes the task fail at the end. */
  private static void attempt(Run run, String step, @Nullable List<String> failed, Run.Body body) {
    run.attempt(step, body)
        .ifPresent(
            what -> {
              if (failed != null) {
                failed.add(what);
              }
            });
  }

  /** A stopped task may still be ending; what it has not committed rolls back from here on. */
  private Counts fence(RunLock lock) throws SQLException {
    token = lock.takeForTheEnd(token);
    return Counts.NONE;
  }

  private Counts restoreCronJob(Run run, RunLock lock) throws SQLException {
    LockState state = lock.state();
    if (state.token() == token) {
      GiveBack.cronJob(run, lock, state);
    }
    return Counts.NONE;
  }

  private Counts release(Run run, RunLock lock) throws SQLException {
    if (!(isWholeSuccess(run) ? releasedLoaded(run, lock) : lock.release(token))) {
      run.log().log(EventLog.Level.WARN, "lock changed hands");
    }
    return Counts.NONE;
  }

  /** Whether everything that ran came to its end, this task's own steps too. */
  private boolean isWholeSuccess(Run run) {
    return run.steps().stream().allMatch(step -> step.status().equals("success"))
        && results(run).allDone();
  }

  /** Where people cannot be told, the lock is given back all the same. */
  private boolean releasedLoaded(Run run, RunLock lock) throws SQLException {
    try {
      return lock.releaseLoaded(token);
    } catch (SQLException e) {
      run.warn("LastLoadDate is not set: " + run.told(e));
      return lock.release(token);
    }
  }

  private RunResults results(Run run) {
    if (results == null) {
      results = RunResults.read(run);
    }
    return results;
  }
}
