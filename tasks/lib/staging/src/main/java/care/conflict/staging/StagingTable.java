package care.conflict.staging;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the contents of conflictlog_staging; readers see the old rows or the new ones. A new
 * table takes the place of the old one; where it cannot, rows are replaced in one transaction.
 */
public final class StagingTable {
  private final Run run;
  private final Session session;
  private final Sessions more;
  private final Window window;
  private final Statements statements;

  /**
   * @param more where further sessions come from, which write beside this one
   */
  public StagingTable(Run run, Session session, Sessions more, Window window) {
    this.run = run;
    this.session = session;
    this.more = more;
    this.window = window;
    this.statements = Statements.of(session, "staging");
  }

  /** Puts the conflicts of the window there as they are now. */
  public Counts replace() throws SQLException {
    NewTable next = new NewTable(run, session, more, window);
    next.drop();
    List<String> obstacles =
        statements.rows("obstacles").stream().map(row -> row.text("reason")).toList();
    if (!obstacles.isEmpty()) {
      return inPlace(String.join(", ", obstacles));
    }
    long staged;
    Optional<String> hindrance;
    try {
      staged = next.build();
      hindrance = next.takePlace();
    } catch (Throwable e) {
      next.clearAway(e);
      throw e;
    }
    if (hindrance.isPresent()) {
      next.drop();
      return inPlace(hindrance.get());
    }
    run.detail("staging_replaced", "by a new table");
    return Counts.of("staged", staged);
  }

  private Counts inPlace(String why) throws SQLException {
    run.warn(
        "conflictlog_staging is replaced row by row, which is slower and leaves dead rows: " + why);
    long staged =
        session.write(
            () -> {
              statements.execute("clear_staging");
              return statements
                  .with("table", "conflictlog_staging")
                  .given(window.values())
                  .execute("fill", "created", statements.row("moment").text("created"));
            });
    run.detail("staging_replaced", "row by row");
    return Counts.of("staged", staged);
  }
}
