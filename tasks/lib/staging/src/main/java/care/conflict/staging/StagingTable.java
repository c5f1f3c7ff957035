package care.conflict.staging;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the contents of conflictlog_staging; readers see the old rows or the new ones. A new
 * table takes the place of the old one; where it cannot, rows are replaced in one transaction.
 */
public final class StagingTable {
  private final Run run;
  private final Session session;
  private final Window window;
  private final StepSql sql;

  public StagingTable(Run run, Session session, Window window) {
    this.run = run;
    this.session = session;
    this.window = window;
    this.sql = StoreSql.of(run, "staging");
  }

  /** Puts the conflicts of the window there as they are now. */
  public Counts replace() throws SQLException {
    NewTable next = new NewTable(run, session, window);
    next.drop();
    List<String> obstacles =
        session.rows(sql.find("obstacles"), Map.of()).stream()
            .map(row -> row.text("reason"))
            .toList();
    if (!obstacles.isEmpty()) {
      return inPlace(String.join(", ", obstacles));
    }
    long staged = next.build();
    Optional<String> hindrance = next.takePlace();
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
              session.execute(sql.find("clear_staging"), Map.of());
              return session.execute(
                  sql.with("table", "conflictlog_staging").find("fill"), window.values());
            });
    run.detail("staging_replaced", "row by row");
    return Counts.of("staged", staged);
  }
}
