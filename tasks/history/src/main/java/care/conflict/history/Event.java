package care.conflict.history;

import care.conflict.core.Redaction;
import care.conflict.core.statements.Row;
import care.conflict.runtime.files.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event.
 *
 * @param facts all but its changes, by the names of docs/history.schema.json; null where it has
 *     none
 * @param changes each column with its value before and after
 */
record Event(Map<String, @Nullable Object> facts, Map<String, Object> changes) {
  private static final int WIDTH = 80;
  private static final String INDENT = "    ";
  private static final List<String> TEXTS =
      List.of(
          "what",
          "who",
          "application_user",
          "run_id",
          "step",
          "rule_version",
          "status_before",
          "status_after");

  static Event of(Row row) throws IOException {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("event_id", row.number("event_id"));
    facts.put("happened_at", row.text("happened_at"));
    facts.put("map_row_id", row.isNull("map_row_id") ? null : row.number("map_row_id"));
    TEXTS.forEach(name -> facts.put(name, row.findText(name).orElse(null)));
    facts.put("amount", row.isNull("amount") ? null : row.decimal("amount"));
    return new Event(facts, Json.map(row.text("changes")));
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(facts);
    all.put("changes", changes);
    return all;
  }

  /** A line: when, which row, what, by whom; below it, from what to what. */
  String text() {
    Object row = facts.get("map_row_id");
    Object by = facts.get("application_user");
    Object step = facts.get("step");
    return "%s  %-12s %-14s %s%s%n%s"
        .formatted(
            facts.get("happened_at"),
            row == null ? "conflict" : "row " + row,
            facts.get("what"),
            shown(facts.get("who")),
            step != null
                ? " (%s, run %s)".formatted(step, facts.get("run_id"))
                : by == null ? "" : " (%s)".formatted(shown(by)),
            folded(
                changes.entrySet().stream()
                    .map(it -> "%s %s".formatted(it.getKey(), fromTo(it.getValue())))
                    .toList()));
  }

  /** One beside the other, as many as a line of a terminal holds. */
  private static String folded(List<String> parts) {
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (String part : parts) {
      if (length == 0) {
        text.append(INDENT);
        length = INDENT.length();
      } else if (length + part.length() + 3 <= WIDTH) {
        text.append(", ");
        length += 2;
      } else {
        text.append(",%n".formatted()).append(INDENT);
        length = INDENT.length();
      }
      text.append(part);
      length += part.length();
    }
    return text.append("%n".formatted()).toString();
  }

  private static String fromTo(Object values) {
    return values instanceof List<?> pair && pair.size() == 2
        ? "%s → %s".formatted(shown(pair.get(0)), shown(pair.get(1)))
        : shown(values);
  }

  static String shown(@Nullable Object value) {
    return value == null ? "–" : Redaction.onOneLine(value.toString());
  }
}
