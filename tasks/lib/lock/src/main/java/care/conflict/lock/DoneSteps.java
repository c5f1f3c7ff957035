package care.conflict.lock;

import care.conflict.core.Run;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a task that are done, for steps that build on each other and are not the same when
 * done twice: a task that is killed and run again in the same run goes on after them.
 */
public final class DoneSteps {
  private final Session session;
  private final Statements statements;
  private final String work;
  private final Set<String> earlier;
  private boolean noting = true;

  private DoneSteps(Run run, Session session) throws SQLException {
    this.session = session;
    this.work = work(run);
    this.statements = Statements.of(session, "run_lock").given("work", work);
    this.earlier =
        statements.rows("noted_steps").stream()
            .map(row -> row.text("step"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** As an earlier try of this task has left them. */
  public static DoneSteps of(Run run, Session session) throws SQLException {
    return new DoneSteps(run, session);
  }

  /** What another task or run noted counts no more: this task changes what it was based on. */
  static void forgetOthers(Run run, Session session) throws SQLException {
    new DoneSteps(run, session).forget(false);
  }

  /** The task whose steps these are, as it stands beside them. */
  public String work() {
    return work;
  }

  /** Likewise, of the task of this run. */
  public static String work(Run run) {
    return run.runId() + " " + run.task();
  }

  /** Whether an earlier try has done this step. */
  public boolean has(String step) {
    return earlier.contains(step);
  }

  /** What an earlier try has noted behind these words, as a step. */
  public Optional<String> noted(String words) {
    return earlier.stream()
        .filter(step -> step.startsWith(words))
        .map(step -> step.substring(words.length()))
        .findFirst();
  }

  /** Notes a step, within its own transaction; one that stands behind a failed one is not noted. */
  public void note(String step) throws SQLException {
    if (!noting) {
      return;
    }
    statements.execute("note_step", "step", step);
  }

  /**
   * A step has failed: the later ones build on it, so that who runs the task again takes them again
   * behind it.
   */
  public void noteNoMore() {
    noting = false;
  }

  /** The task has come to its end: run again, it does all steps anew. */
  public void forget() throws SQLException {
    forget(true);
  }

  private void forget(boolean own) throws SQLException {
    session.write(() -> statements.execute("forget_steps", "own", own));
  }
}
