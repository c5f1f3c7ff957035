package care.conflict.trends;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.runtime.files.Json;
import care.conflict.runtime.files.RunLocation;
import care.conflict.store.History;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of the list month by month, in pipeline_trends: counted from pipeline_history and
 * kept when that is dropped. Only months that have changed are counted anew, of the one under way
 * only its last days, and only what is otherwise than noted is written.
 */
public final class Trends {
  /** Its form is docs/trends.schema.json. */
  private static final String FILE = "trends.json";

  private final Run run;
  private final Session session;
  private final Statements statements;
  private final History history;

  private Trends(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "trends");
    this.history = History.of(run, session);
  }

  /**
   * Brings them up to date and tells them, also in a file of the run location; a step without which
   * the task goes on.
   *
   * @param open how many rows of conflictvisitmaps are open, where they have been counted
   * @return as the file has them: months, by_rule, by_payer, by_provider; empty, and no file, where
   *     no history is kept, or nothing noted
   */
  public static Map<String, Object> upToDate(Run run, Session session, OptionalLong open) {
    Trends trends = new Trends(run, session);
    Map<String, Object> told = new LinkedHashMap<>();
    run.attempt(
        "trends",
        () -> {
          Counts counts = trends.count(open);
          told.putAll(trends.tell());
          return counts;
        });
    return told;
  }

  /** What has changed, in one transaction. */
  private Counts count(OptionalLong open) throws SQLException {
    if (!history.isKept()) {
      return Counts.NONE;
    }
    List<Row> months = statements.rows("months");
    if (months.isEmpty()) {
      return Counts.NONE;
    }
    statements.execute("create_months_next");
    statements.execute("create_events");
    statements.execute("create_turns");
    statements.execute("create_days_next");
    statements.execute("create_next");
    for (Row month : months) {
      count(month, month.flag("under_way") ? openNow(open) : null);
    }
    session.analyze("trend_days_next");
    session.analyze("trends_next");
    return session.writeByHash(
        () -> {
          statements.execute("lock");
          long forgotten = statements.execute("forget");
          long noted = statements.execute("note");
          statements.execute("forget_days");
          statements.execute("note_days");
          statements.execute("note_months");
          return Counts.of("trend_months", months.size())
              .and("trends_forgotten", forgotten)
              .and("trends_noted", noted);
        });
  }

  private long openNow(OptionalLong counted) throws SQLException {
    return counted.isPresent() ? counted.getAsLong() : statements.row("open_now").number("rows");
  }

  private void count(Row row, @Nullable Long openNow) throws SQLException {
    Statements ofMonth =
        statements.given("month", row.day("month"), "from_day", row.day("from_day"));
    ofMonth.execute("forget_events");
    ofMonth.execute(
        "note_month_next",
        "has_runs",
        row.flag("has_runs"),
        "last_event_id",
        row.isNull("last_event_id") ? null : row.number("last_event_id"),
        "settled",
        row.flag("settled"));
    ofMonth.execute("read_events");
    session.analyze("trend_events");
    ofMonth.execute("find_turns");
    session.analyze("trend_turns");
    if (ofMonth.row("count_undated").number("undated") > 0) {
      ofMonth.execute("date_by_row");
    }
    ofMonth.execute("count_days");
    ofMonth.execute("fill_next", "open_now", openNow);
  }

  private Map<String, Object> tell() throws SQLException, IOException {
    List<Row> told = history.isKept() ? statements.rows("told") : List.of();
    if (told.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> document = Json.map(told.get(0).text("document"));
    RunLocation.write(run, FILE, Json.of(document));
    return document;
  }
}
