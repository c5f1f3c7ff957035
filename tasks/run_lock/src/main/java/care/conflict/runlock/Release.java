package care.conflict.runlock;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Trait.RUNS_WITHOUT_LOCATION;

import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.lock.GiveBack;
import care.conflict.lock.LockState;
import care.conflict.lock.RunLock;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;

/** {@code run_lock release}: gives back lock, flag and cron job. */
final class Release implements PipelineTask {
  private static final Parameter<Boolean> EXPIRED =
      Parameter.flag(
          Parameter.Group.LOCK,
          "expired",
          false,
          "Release whatever run's lease has ended; nothing otherwise.");
  private static final Parameter<Boolean> FOREIGN =
      Parameter.flag(
          Parameter.Group.LOCK,
          "foreign",
          false,
          "Take the flag down where no lock of ours says why it is up.");

  @Override
  public Command head() {
    return Command.named("release")
        .does(
            "Gives back lock, flag and cron job: of --run-id, or what has expired, or a foreign flag.")
        .with(EXPIRED, FOREIGN, Parameters.POSTGRES_SCHEMA, Parameters.CRON_DATABASE)
        .reads(STORE)
        .marked(RUNS_WITHOUT_LOCATION);
  }

  @Override
  public void run(Run run) throws Exception {
    boolean named = run.configuration().find(Parameters.RUN_ID).isPresent();
    if (!named && !run.get(EXPIRED) && !run.get(FOREIGN)) {
      throw TaskFailure.misused(
          "name --run-id ID, --expired or --foreign", "See `run_lock release --help`.");
    }
    try (Store store = Store.open(run);
        Session session = store.session()) {
      run.step("release", () -> release(run, new RunLock(run, session)));
    }
  }

  private static Counts release(Run run, RunLock lock) throws SQLException {
    LockState state = lock.state();
    boolean released = false;
    if (wanted(run, state)) {
      released = giveBack(run, lock, state);
    } else if (state.runId() == null && !state.cronJobs().isEmpty()) {
      GiveBack.cronJob(run, lock, state); // what a run could not give back with its lock
      released = true;
    }
    run.log().log(
        EventLog.Level.INFO,
        released ? "released" : "nothing to release",
        "holder",
        state.holder());
    return Counts.of("released", released ? 1 : 0);
  }

  /** Again where a task of the run has joined meanwhile: it did so under another token. */
  private static boolean giveBack(Run run, RunLock lock, LockState found) throws SQLException {
    LockState state = found;
    while (wanted(run, state)) {
      if (GiveBack.all(run, lock, state.token())) {
        return true;
      }
      state = lock.state();
    }
    return false;
  }

  private static boolean wanted(Run run, LockState state) {
    if (run.get(FOREIGN)) {
      return state.runId() == null && state.flag() != 0;
    }
    if (run.get(EXPIRED)) {
      return state.expired();
    }
    if (state.runId() != null && !state.heldBy(run.runId())) {
      throw new TaskFailure(
          ExitCode.LOCKED,
          "Run lock held by " + state.holder(),
          "It is not this run's to release.");
    }
    return state.heldBy(run.runId());
  }
}
