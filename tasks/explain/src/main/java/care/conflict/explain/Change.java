package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change of one visit's times that turns what the rules say.
 *
 * @param side a or b
 * @param who that is, in words
 * @param part start, end, or both
 * @param minutes later; below 0, earlier
 * @param makesConflict what the rules would say then
 */
record Change(String side, String who, String part, int minutes, boolean makesConflict) {
  /**
   * @param a what is called a
   */
  static Change of(Row row, String a, String b) {
    String side = row.text("side");
    return new Change(
        side,
        side.equals("a") ? a : b,
        row.text("part"),
        (int) row.number("minutes"),
        row.flag("is_conflict"));
  }

  /** As a person would say it. */
  String words() {
    String what =
        switch (part) {
          case "start" -> "starts";
          case "end" -> "ends";
          default -> "is, as a whole,";
        };
    int many = Math.abs(minutes);
    return "%s %s %d minute%s %s: %s"
        .formatted(
            who,
            what,
            many,
            many == 1 ? "" : "s",
            minutes < 0 ? "earlier" : "later",
            makesConflict ? "a conflict" : "no conflict");
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("visit", side);
    json.put("part", part);
    json.put("minutes", minutes);
    json.put("then", makesConflict ? "conflict" : "none");
    json.put("words", words());
    return json;
  }
}
