package care.conflict.task02;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Trait.PRINTS_SQL;

import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.detection.Reference;
import care.conflict.detection.Replica;
import care.conflict.detection.StoredDetection;
import care.conflict.detection.StoredScript;
import care.conflict.lock.DoneSteps;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Looks again at all stored conflicts in one go: what all chunks do together, written in slices,
 * marked when all of it was looked at.
 */
final class AllConflicts implements PipelineTask {
  /** Noted before the first row is written, with the rows that another try could not find. */
  private static final String ROWS = "rows";

  public static void main(String[] args) {
    TaskRunner.main(new AllConflicts(), args);
  }

  @Override
  public Command head() {
    return Command.named("task_02")
        .does(
            "Looks again at all stored conflicts in one go: updates changed ones, marks those not found again.")
        .with(Parameters.WINDOW)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.SKIP_UNCHANGED_RECORDS,
            Parameters.MAX_VISITS_PER_KEY,
            Parameters.MAX_RESOLVE_PERCENT,
            Parameters.ENABLE_HISTORY,
            Parameters.REPLICA_SCHEMA)
        .reads(STORE)
        .marked(PRINTS_SQL);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Window window = lock.window();
      Statements statements = Statements.of(session, run.task());
      DoneSteps done = DoneSteps.of(run, session);
      Map<String, Object> which = Map.of("work", done.work(), "again", done.has(ROWS));
      StoredDetection detection =
          new StoredDetection(run, session, window, Reference.read(session));
      run.count(StoredDetection.NOTHING);
      try (Replica replica = Replica.open(run, store)) {
        detection.look(lock, replica, statements.find("stored_rows"), which);
      }
      run.step("classify", detection::classify);
      if (!done.has(ROWS)) {
        session.write(() -> statements.given(which).execute("note_rows"));
      }
      run.step("write", detection::write);
      run.step("mark", () -> mark(detection, done));
    }
  }

  @Override
  public String printSql(Run run) {
    return StoredScript.of(run, Map.of("work", DoneSteps.work(run), "again", false));
  }

  private static Counts mark(StoredDetection detection, DoneSteps done) throws SQLException {
    Optional<TaskFailure> refused = detection.findLost();
    Counts marked = refused.isPresent() ? Counts.NONE : detection.mark();
    done.forget();
    if (refused.isPresent()) {
      throw refused.get();
    }
    return marked;
  }
}
