package care.conflict.store;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.NamedValues;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the rows that people see (docs/operating.md, History): an event a changed row,
 * written in the transaction that changes it, by one statement a slice. Switched off
 * (enable_history), without its table, or in a session that commits nothing, it writes nothing.
 */
public final class History {
  private final Run run;
  private final Session session;
  private final Statements statements;
  private final Statements ofTable;
  private @Nullable Boolean kept;

  private History(Run run, Session session, Statements ofTable) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "history");
    this.ofTable = ofTable;
  }

  /** Of rows that stand in a list, of this table. */
  static History of(Run run, Session session, String list, String table) {
    return new History(
        run, session, Statements.of(session, "history/" + table).with("work_list", list));
  }

  /** Of map rows, for who knows by himself which he wrote. */
  public static History of(Run run, Session session) {
    return new History(run, session, Statements.of(session, "history/conflictvisitmaps"));
  }

  /** Whether events are written. */
  public boolean isKept() throws SQLException {
    if (kept == null) {
      kept =
          !session.keepsSnapshot()
              && run.get(Parameters.ENABLE_HISTORY)
              && statements.row("present").flag("present");
    }
    return kept;
  }

  void keepNothing() {
    kept = false;
  }

  /**
   * Before the first row of a month is written, all that are there are counted once, so that nobody
   * needs an event of each. Outside of transactions: counting takes a while, and others click.
   */
  public void begin() throws SQLException {
    if (isKept() && !session.isInTransaction() && !hasBaseline()) {
      session.write(
          () -> {
            statements.execute("lock_baseline");
            return hasBaseline() ? 0 : statements.given(origin()).execute("note_baseline");
          });
    }
  }

  private boolean hasBaseline() throws SQLException {
    return statements.row("has_baseline").flag("present");
  }

  /** The run and the step that write, for statements that note events of their own. */
  public Map<String, ?> origin() {
    return NamedValues.of(
        "run_id", run.runId(), "step", "%s/%s".formatted(run.task(), run.currentStep()));
  }

  void prepare() throws SQLException {
    begin();
    if (isKept()) {
      ofTable.execute("create_before");
    }
  }

  /** Locks rows of a slice, so many at the most, and keeps what they are; returns how many. */
  long lockRows(int slice, int most) throws SQLException {
    return ofTable.execute("lock_rows", "slice", slice, "most", most);
  }

  /** After the rows of a slice are written. */
  void noteChanges(int slice) throws SQLException {
    if (isKept()) {
      ofTable.given(origin()).execute("note_changes", "slice", slice);
    }
  }

  /** After rows of a slice of the table sliced are inserted. */
  public void noteFound(int slice) throws SQLException {
    if (isKept()) {
      ofTable.given(origin()).execute("note_found", "slice", slice);
    }
  }
}
