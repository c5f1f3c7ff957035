package care.conflict.runlock;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.lock.HeldLock;
import care.conflict.lock.RunLock;
import care.conflict.lock.UsedRunId;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@code run_lock acquire}: takes the lock for a run, without the rest of preflight. */
final class Acquire implements PipelineTask {

  @Override
  public Command head() {
    return Command.named("acquire")
        .does(
            "Takes the lock for --run-id and raises the flag; exit code 3 where another run holds it.")
        .with(Parameters.NOW, Parameters.RUN_DATE)
        .with(Parameters.OF_THE_LOCK)
        .with(Parameters.POSTGRES_SCHEMA)
        .reads(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run)) {
      run.step("acquire", () -> acquire(run, store));
    }
  }

  private static Counts acquire(Run run, Store store) throws SQLException {
    try (Session session = store.session()) {
      UsedRunId.check(run, new RunLock(run, session));
    }
    try (HeldLock held = HeldLock.take(run, store)) {
      RunLock lock = held.lock();
      Optional<Instant> asked = run.configuration().find(Parameters.NOW);
      lock.noteNow(asked.isPresent() ? asked.get() : lock.clock());
      held.keep();
    }
    return Counts.NONE;
  }
}
