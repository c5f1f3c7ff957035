package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.NamedValues;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What every cleanup by absence goes by: absence says nothing before the oldest day that the source
 * shows, nor of agencies on hold, nor on crowded keys; and one cleanup resolves no more than is
 * plausible (spec: gate, "In the cleanups"). A cleanup has found its rows in the table stale.
 */
public final class Cleanup {
  /** So many rows are resolved whatever part of the scope they are. */
  private static final long PLAUSIBLE = 1000;

  /** Counts the rows of the scope that the cleanup may change. */
  public interface Scope {
    long count() throws SQLException;
  }

  private final Run run;
  private final Statements statements;
  private final Optional<LocalDate> oldest;

  /**
   * A cleanup of this task.
   *
   * @param oldest the oldest visit date of the source; without one nothing is in scope
   */
  public Cleanup(Run run, Session session, Optional<LocalDate> oldest) {
    this.run = run;
    this.statements = Statements.of(session, "cleanup");
    this.oldest = oldest;
  }

  /** The values of the parameters oldest_visit_date and run_id. */
  public Map<String, ?> values() {
    return NamedValues.of(
        "run_id", run.runId(), "oldest_visit_date", oldest.map(LocalDate::toString).orElse(null));
  }

  /** The rows of the scope, where so many are stale that it matters; else 0. */
  public long scope(Scope scope) throws SQLException {
    return stale() > PLAUSIBLE ? scope.count() : 0;
  }

  private long stale() throws SQLException {
    return statements.row("count_stale").number("stale");
  }

  /** What is too much to be resolved, in words; empty where the rows of stale may be. */
  public Optional<TaskFailure> tooMuch(Scope scope) throws SQLException {
    long stale = stale();
    if (stale <= PLAUSIBLE) {
      return Optional.empty();
    }
    int percent = run.get(Parameters.MAX_RESOLVE_PERCENT);
    long all = scope.count();
    return stale * 100 <= all * percent
        ? Optional.empty()
        : Optional.of(failure(stale, all, percent));
  }

  private TaskFailure failure(long stale, long all, int percent) throws SQLException {
    String byProvider =
        statements.rows("by_provider").stream()
            .map(row -> "%s %,d".formatted(row.text("provider"), row.number("rows")))
            .collect(Collectors.joining(", "));
    return TaskFailure.unfit(
        "%,d of %,d rows in scope are not found any more, more than %d%% (max_resolve_percent) and more than %,d: none is resolved, all else is kept; most are of %s"
            .formatted(stale, all, percent, PLAUSIBLE, byProvider),
        "Look whether the source is whole. If they are really gone, run again with MAX_RESOLVE_PERCENT=100.");
  }
}
