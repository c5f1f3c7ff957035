package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the two rows of a pair: as it is, and what the next run does with it.
 *
 * @param side which side of the pair is the row's own
 * @param whose that is, in words
 * @param row null where none is stored
 * @param said what gave it its status; null where none is stored
 */
record StoredRow(
    String side, String whose, @Nullable Row row, @Nullable LastSaid said, NextRun nextRun) {

  static List<StoredRow> of(Told explained, Stored stored, Circumstances circumstances) {
    PairId there = explained.id();
    PairId back = there.turned();
    return List.of(
        of(explained.a(), explained, stored, there, circumstances),
        of(explained.b(), explained, stored, back, circumstances));
  }

  private static StoredRow of(
      VisitGates side, Told explained, Stored stored, PairId id, Circumstances circumstances) {
    Row row = stored.rows().get(id);
    return new StoredRow(
        side.side(),
        side.words(),
        row,
        row == null ? null : stored.said().get(row.number("id")),
        NextRun.of(explained, row, stored.actions().get(id), circumstances));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("row_of", side);
    json.put("stored", row == null ? null : stored(row));
    json.put("last_said", said == null ? null : said.json());
    json.put("last_said_unknown", said == null ? null : said.whyUnknown());
    json.put("next_run", nextRun.json());
    return json;
  }

  private static Map<String, Object> stored(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", row.number("id"));
    json.put("visit_date", Values.text(row, "visit_date"));
    json.put("conflict_id", row.isNull("conflict_id") ? null : row.number("conflict_id"));
    for (String text : List.of("status", "in_service", "pto", "no_response")) {
      json.put(text, Values.text(row, text));
    }
    json.put("update_flag", row.isNull("update_flag") ? null : row.number("update_flag"));
    json.put(
        "flags",
        Arrays.stream(row.text("flags").split(",", -1)).filter(it -> !it.isEmpty()).toList());
    for (String time : List.of("created", "updated", "resolved")) {
      json.put(time, Values.time(row, time));
    }
    json.put("conflict_status", Values.text(row, "conflict_status"));
    json.put("conflict_no_response", Values.text(row, "conflict_no_response"));
    json.put("conflict_resolved", Values.time(row, "conflict_resolved"));
    return json;
  }

  String words() {
    return row == null
        ? "row of %s: not stored".formatted(whose)
        : "row of %s: ID %d, conflict %s (status %s), status %s, updated %s, resolved %s"
            .formatted(
                whose,
                row.number("id"),
                Values.said(Values.text(row, "conflict_id")),
                Values.said(Values.text(row, "conflict_status")),
                Values.said(Values.text(row, "status")),
                Values.said(Values.time(row, "updated")),
                Values.said(Values.time(row, "resolved")));
  }
}
