package care.conflict.explain;

import care.conflict.core.Redaction;
import care.conflict.core.statements.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose visits these are, for a person at a terminal: in no page, no JSON, no log.
 *
 * @param ofVisits by the visit's id, in words
 */
record Names(Map<String, String> ofVisits) {
  static final Names NONE = new Names(Map.of());

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

  /** With those of others. */
  Names and(Names more) {
    Map<String, String> names = new HashMap<>(ofVisits);
    names.putAll(more.ofVisits);
    return new Names(names);
  }

  private static String said(Row row, String name) {
    return row.findText(name).map(Redaction::onOneLine).orElse("-");
  }

  /** Behind a visit's id; empty where nobody asked. */
  String behind(String visitId) {
    String names = ofVisits.get(visitId);
    return names == null ? "" : "  " + names;
  }
}
