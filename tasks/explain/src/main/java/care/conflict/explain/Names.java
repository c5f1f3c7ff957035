package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whose visits these are, for a person at a terminal: in no page, no JSON, no log.
 *
 * @param ofVisits by the visit's id, in words
 */
record Names(Map<String, String> ofVisits) {
  static final Names NONE = new Names(Map.of());

  /** A terminal would obey them. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

  static Names of(List<Row> rows) {
    Map<String, String> names = new HashMap<>();
    for (Row row : rows) {
      names.put(
          VisitIds.of(row.text("visit_id")),
          "caregiver %s, agency %s, patient %s"
              .formatted(said(row, "caregiver"), said(row, "agency"), said(row, "patient")));
    }
    return new Names(names);
  }

  private static String said(Row row, String name) {
    return row.findText(name).map(it -> CONTROLS.matcher(it).replaceAll(" ").strip()).orElse("-");
  }

  /** Behind a visit's id; empty where nobody asked. */
  String behind(String visitId) {
    String names = ofVisits.get(visitId);
    return names == null ? "" : "  " + names;
  }
}
