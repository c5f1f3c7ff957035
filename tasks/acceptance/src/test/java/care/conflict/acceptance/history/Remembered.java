package care.conflict.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The business columns of every conflict and map row at a moment, and what the history makes of
 * them. Which columns these are is said here once more, by hand.
 *
 * @param rows by "row 4711" or "conflict 4711"
 */
record Remembered(Map<String, Map<String, JsonNode>> rows) {
  private static final List<String> OF_ROWS =
      List.of(
          "CONFLICTID",
          "ProviderID",
          "ConProviderID",
          "PayerID",
          "ConPayerID",
          "VisitDate",
          "SchStartTime",
          "SchEndTime",
          "ConSchStartTime",
          "ConSchEndTime",
          "VisitStartTime",
          "VisitEndTime",
          "ConVisitStartTime",
          "ConVisitEndTime",
          "SameSchTimeFlag",
          "SameVisitTimeFlag",
          "SchAndVisitTimeSameFlag",
          "SchOverAnotherSchTimeFlag",
          "VisitTimeOverAnotherVisitTimeFlag",
          "SchTimeOverVisitTimeFlag",
          "DistanceFlag",
          "InServiceFlag",
          "IsMissed",
          "ConIsMissed",
          "StatusFlag",
          "ResolveDate",
          "UpdateFlag",
          "ConNoResponseFlag",
          "ConNoResponseReasonID",
          "ConNoResponseDate",
          "FlagForReview",
          "FlagForReviewDate",
          "AggFlagForReview",
          "AggFlagForReviewDate");
  private static final List<String> UNTOLD_OF_ROWS =
      List.of("ResolvedBy", "ConNoResponseTitle", "ConNoResponseNotes");
  private static final List<String> OF_CONFLICTS =
      List.of(
          "StatusFlag",
          "ResolveDate",
          "NoResponseFlag",
          "NoResponseReasonID",
          "NoResponseDate",
          "FlagForReview",
          "FlagForReviewDate");
  private static final List<String> UNTOLD_OF_CONFLICTS =
      List.of("ResolvedBy", "NoResponseTitle", "NoResponseNotes");

  /** An event as the table has it. */
  record Event(long id, String of, String what, String who, JsonNode changes) {}

  /** What the tables hold now. */
  static Remembered now(Database database) {
    Map<String, Map<String, JsonNode>> rows = new HashMap<>();
    read(database, rows, "row ", "conflictvisitmaps", "ID", OF_ROWS, UNTOLD_OF_ROWS);
    read(database, rows, "conflict ", "conflicts", "CONFLICTID", OF_CONFLICTS, UNTOLD_OF_CONFLICTS);
    return new Remembered(rows);
  }

  private static void read(
      Database database,
      Map<String, Map<String, JsonNode>> rows,
      String kind,
      String table,
      String id,
      List<String> told,
      List<String> untold) {
    String all =
        database.ask(
            "SELECT coalesce(jsonb_object_agg(\"%s\", to_jsonb(t)), '{}') FROM %s t"
                .formatted(id, table));
    Json.read(all)
        .properties()
        .forEach(
            row -> {
              Map<String, JsonNode> columns = new TreeMap<>();
              told.forEach(name -> columns.put(name, row.getValue().get(name)));
              untold.forEach(
                  name -> columns.put(name, presence(!row.getValue().get(name).isNull())));
              rows.put(kind + row.getKey(), columns);
            });
  }

  private static JsonNode presence(boolean there) {
    return Json.read(Boolean.toString(there));
  }

  /** The last event so far. */
  static long lastEvent(Database database) {
    return Long.parseLong(database.ask("SELECT coalesce(max(event_id), 0) FROM pipeline_history"));
  }

  /** The events of rows behind that one, in their order; a month's count and prices aside. */
  static List<Event> eventsSince(Database database, long last) {
    String all =
        database.ask(
            """
            SELECT coalesce(jsonb_agg(to_jsonb(h) ORDER BY event_id), '[]') FROM pipeline_history h
            WHERE event_id > %d AND what NOT IN ('baseline', 'priced')"""
                .formatted(last));
    List<Event> events = new ArrayList<>();
    for (JsonNode event : Json.read(all)) {
      JsonNode row = event.get("map_row_id");
      events.add(
          new Event(
              event.get("event_id").asLong(),
              row.isNull()
                  ? "conflict " + event.get("conflict_id").asLong()
                  : "row " + row.asLong(),
              event.get("what").asText(),
              event.get("who").asText(),
              event.get("changes")));
    }
    return events;
  }

  /**
   * What comes of this by the events; each must say of what it changes what was there, and change
   * it. A conflict that is new comes with its rows, without an event of its own.
   */
  Remembered after(List<Event> events, Remembered present) {
    Map<String, Map<String, JsonNode>> folded = new HashMap<>();
    rows.forEach((name, columns) -> folded.put(name, new TreeMap<>(columns)));
    present.rows.forEach(
        (name, columns) -> {
          if (name.startsWith("conflict ") && !folded.containsKey(name)) {
            folded.put(name, new TreeMap<>(columns));
          }
        });
    for (Event event : events) {
      if (event.what().equals("found")) {
        assertThat(folded).as("found: " + event).doesNotContainKey(event.of());
        folded.put(event.of(), nothing());
      } else {
        assertThat(event.changes()).as("an event without a change: " + event).isNotEmpty();
      }
      assertThat(folded).as("" + event).containsKey(event.of());
      fold(event, folded.get(event.of()));
    }
    return new Remembered(folded);
  }

  private static Map<String, JsonNode> nothing() {
    Map<String, JsonNode> columns = new TreeMap<>();
    OF_ROWS.forEach(name -> columns.put(name, Json.read("null")));
    UNTOLD_OF_ROWS.forEach(name -> columns.put(name, presence(false)));
    return columns;
  }

  private static void fold(Event event, Map<String, JsonNode> columns) {
    event
        .changes()
        .properties()
        .forEach(
            change -> {
              JsonNode before = change.getValue().get(0);
              JsonNode after = change.getValue().get(1);
              assertThat(columns.get(change.getKey()))
                  .as("%s before %s", change.getKey(), event)
                  .isEqualTo(before);
              if (!after.isBoolean()) { // one name may be in the place of another
                assertThat(after).as("" + event).isNotEqualTo(before);
              }
              columns.put(change.getKey(), after);
            });
  }

  /** Between two moments nothing happened but the events, and each of them did. */
  static List<Event> assertTold(Database database, Remembered before, long last, String when) {
    Remembered now = now(database);
    List<Event> events = eventsSince(database, last);
    assertThat(before.after(events, now).rows()).as(when).isEqualTo(now.rows());
    return events;
  }
}
