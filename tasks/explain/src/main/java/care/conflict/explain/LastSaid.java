package care.conflict.explain;

import care.conflict.core.Redaction;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What gave a row the status that it has: which step of which run, or which person, and when.
 *
 * @param event of the history; null where it is not known
 * @param unknown why it is not known; empty where it is
 * @param withNames whether the person is named
 */
record LastSaid(@Nullable Row event, String unknown, boolean withNames) {
  private static final String PERSON = "application_user";
  private static final List<String> TEXTS =
      List.of(
          "happened_at", "what", "status_before", "status_after", "who", PERSON, "step", "run_id");

  /** Of each of these stored rows, by its "ID". */
  static Map<Long, LastSaid> of(Run run, Session session, Iterable<Row> stored)
      throws SQLException {
    Statements history = Statements.of(session, "history");
    boolean present = history.row("present").flag("present");
    Optional<Instant> since =
        present ? history.row("known_since").findInstant("since") : Optional.empty();
    Map<Long, Row> events =
        since.isEmpty()
            ? Map.of()
            : Statements.of(session, run.task()).rows("last_said").stream()
                .collect(Collectors.toMap(row -> row.number("id"), Function.identity()));
    String without =
        present
            ? since.map(it -> "not since the history began, " + it).orElse("the history is empty")
            : "PostgreSQL has no table pipeline_history, which migrate makes";
    boolean withNames = run.get(Explain.WITH_NAMES);
    Map<Long, LastSaid> said = new LinkedHashMap<>();
    for (Row row : stored) {
      long id = row.number("id");
      said.put(id, of(row, events.get(id), without, withNames));
    }
    return said;
  }

  private static LastSaid of(Row row, @Nullable Row event, String without, boolean withNames) {
    if (event == null) {
      return new LastSaid(null, without, withNames);
    }
    String noted = Values.text(event, "status_after");
    return Objects.equals(noted, Values.text(row, "status"))
        ? new LastSaid(event, "", withNames)
        : new LastSaid(
            null,
            "status %s was noted last, %s; it was changed where nothing is noted: without migrate --with-history or enable_history"
                .formatted(Values.said(noted), event.text("happened_at")),
            withNames);
  }

  /** The event, by the names of the history; null where it is not known. */
  @Nullable Map<String, @Nullable Object> json() {
    if (event == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    TEXTS.forEach(
        name -> json.put(name, name.equals(PERSON) ? person(event) : Values.text(event, name)));
    return json;
  }

  /** Who was at work, as the application says it; named only where names are asked for. */
  private @Nullable String person(Row said) {
    String person = Values.text(said, PERSON);
    return person == null ? null : withNames ? Redaction.onOneLine(person) : "a person";
  }

  @Nullable String whyUnknown() {
    return event == null ? unknown : null;
  }

  String words() {
    if (event == null) {
      return "not known: " + unknown;
    }
    String step = Values.text(event, "step");
    String person = person(event);
    return "%s, %s, status %s → %s, by %s%s"
        .formatted(
            event.text("happened_at"),
            event.text("what"),
            Values.said(Values.text(event, "status_before")),
            Values.said(Values.text(event, "status_after")),
            Redaction.onOneLine(event.text("who")),
            step != null
                ? " (%s, run %s)".formatted(step, Values.said(Values.text(event, "run_id")))
                : person == null ? "" : " (%s)".formatted(person));
  }
}
