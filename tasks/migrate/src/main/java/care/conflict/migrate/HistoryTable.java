package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.store.QuietMoment;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * The months of the history, ahead and past, and what notes people's clicks. Each waits for a
 * moment in which nobody is in the way, and holds up nobody for longer than two seconds.
 */
final class HistoryTable {
  private final Run run;
  private final Session session;
  private final Statements statements;

  HistoryTable(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "schema/history");
  }

  /** Makes the months that are not there: this one, those ahead, those that nobody had made. */
  Counts makeMonths() throws SQLException {
    int before = statements.rows("months").size();
    inAQuietMoment(statements, "make_months");
    return Counts.of("months_made", statements.rows("months").size() - before);
  }

  /** From now on what people do is noted. */
  Counts noteClicks() throws SQLException {
    inAQuietMoment(statements, "note_clicks");
    return told("people's clicks are noted");
  }

  /** From now on it is not. */
  Counts forgetClicks() throws SQLException {
    inAQuietMoment(statements, "forget_clicks");
    return told("people's clicks are not noted");
  }

  private Counts told(String what) throws SQLException {
    long triggers = statements.rows("trigger_state").size();
    run.log().log(EventLog.Level.INFO, what, "triggers", triggers);
    return Counts.of("triggers", triggers);
  }

  /**
   * Drops the months before this one, each told with its events and bytes.
   *
   * @param month YYYY-MM, the first that stays; none that lies ahead, as the one under way stays.
   *     Nothing is dropped where the trends of a month are not counted to its end
   * @param drops else it only tells
   */
  Counts dropBefore(String month, boolean drops) throws SQLException {
    String underWay = statements.row("month_under_way").text("month");
    if (month.compareTo(underWay) > 0) {
      throw TaskFailure.misused(
          "--drop-history-before (command line): %s lies ahead".formatted(month),
          "The month under way stays: name %s, or one before it.".formatted(underWay));
    }
    String uncounted =
        statements.given("month", month).rows("uncounted_months").stream()
            .map(row -> row.text("month"))
            .collect(Collectors.joining(", "));
    if (drops && !uncounted.isEmpty()) {
      throw TaskFailure.misused(
          "--drop-history-before (command line): %s; the trends of %s are not counted to the end"
              .formatted(month, uncounted),
          "The first run with a report counts them that begins a day or more after the month's end.");
    }
    long dropped = 0;
    for (Row past : statements.rows("months")) {
      if (past.text("month").compareTo(month) >= 0) {
        continue;
      }
      Statements ofMonth = statements.with("partition", past.text("partition"));
      long events = ofMonth.row("count_events").number("events");
      if (drops) {
        inAQuietMoment(ofMonth, "drop_month");
        dropped++;
      }
      run.warn(
          "%s %s of the history: %,d event(s), %,d bytes"
              .formatted(
                  drops ? "dropped" : "would drop",
                  past.text("month"),
                  events,
                  past.number("bytes")));
    }
    return Counts.of("months_dropped", dropped);
  }

  private void inAQuietMoment(Statements of, String name) throws SQLException {
    QuietMoment.await(
        run,
        () ->
            session.write(
                () -> {
                  statements.execute("alone");
                  return of.execute(name);
                }));
  }
}
