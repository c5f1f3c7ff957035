package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.Map;

/** Two visits, in the order in which they were asked about; or an event and a visit. */
record PairId(String a, String b) {
  /** Those of a row that names them. */
  static PairId of(Row row) {
    return new PairId(VisitIds.of(row.text("a_visit_id")), VisitIds.of(row.text("b_visit_id")));
  }

  /** The same, the other way round. */
  PairId turned() {
    return new PairId(b, a);
  }

  boolean has(String id) {
    return a.equals(id) || b.equals(id);
  }

  Map<String, String> json() {
    return Map.of("a", a, "b", b);
  }
}
