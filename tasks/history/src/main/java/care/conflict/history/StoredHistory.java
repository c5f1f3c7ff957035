package care.conflict.history;

import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.runtime.files.Json;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the store remembers. */
final class StoredHistory {
  private final Statements statements;

  private StoredHistory(Statements statements) {
    this.statements = statements;
  }

  static StoredHistory open(Session session) throws SQLException {
    Statements statements = Statements.of(session, "history");
    if (!statements.row("present").flag("present")) {
      throw TaskFailure.misused(
          "PostgreSQL has no table pipeline_history", "Run migrate, which makes it.");
    }
    return new StoredHistory(statements);
  }

  /** All events of a conflict and its map rows, in the order in which they happened. */
  Events events(long conflict) throws SQLException, IOException {
    isStored(conflict);
    List<Event> events = new ArrayList<>();
    for (Row row : statements.rows("events", "conflict_id", conflict)) {
      events.add(Event.of(row));
    }
    return new Events(conflict, statements.row("known_since").findInstant("since"), events);
  }

  /**
   * How a conflict and its map rows were; an error where that is not known. What lies ahead is told
   * as of now.
   */
  AsOf asOf(long conflict, Instant asked) throws SQLException, IOException {
    boolean isStored = isStored(conflict);
    Row known = statements.row("known_since");
    Optional<Instant> since = known.findInstant("since");
    Instant now = known.instant("now");
    Instant moment = asked.isAfter(now) ? now : asked;
    if (since.isEmpty() || moment.isBefore(since.get())) {
      throw TaskFailure.misused(
          since
              .map(it -> "--as-of (command line): the history begins at " + it)
              .orElse("--as-of (command line): the history is empty"),
          "Name a moment after that, and not before what was dropped.");
    }
    String text = moment.toString();
    Map<Long, @Nullable Map<String, Object>> rows = new TreeMap<>();
    for (Row row : statements.rows("rows_as_of", "conflict_id", conflict, "as_of", text)) {
      Optional<String> columns = row.findText("columns");
      rows.put(row.number("map_row_id"), columns.isPresent() ? Json.map(columns.get()) : null);
    }
    Map<String, Object> own = null;
    for (Row row : statements.rows("conflict_as_of", "conflict_id", conflict, "as_of", text)) {
      own = Json.map(row.text("columns"));
    }
    return new AsOf(conflict, moment, isStored, own, rows);
  }

  /** Whether a conflict is stored; an error where nothing says that it ever was. */
  private boolean isStored(long conflict) throws SQLException {
    Row known = statements.row("conflict_known", "conflict_id", conflict);
    if (!known.flag("is_known")) {
      throw TaskFailure.misused(
          "--conflict-id (command line): no conflict %d is stored, and the history has none"
              .formatted(conflict),
          "Look up the CONFLICTID in conflictvisitmaps.");
    }
    return known.flag("is_stored");
  }
}
