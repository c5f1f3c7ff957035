package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.statements.NamedValues;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last run noted of its source, by which a cleanup leaves rows alone: of what is older
 * than the oldest day that the source shows absence says nothing, nor of an agency on hold.
 *
 * @param runId empty where no run has noted anything
 * @param holds the agencies on hold, and in words why
 */
record Measured(String runId, Optional<LocalDate> oldest, Map<String, String> holds) {

  /**
   * @param withGate whether such runs look first whether their source is fit
   */
  static Measured last(Run run, Session session, boolean withGate) throws SQLException {
    Statements statements = Statements.of(session, run.task());
    List<Row> noted = statements.rows("measured", "with_gate", withGate);
    if (noted.isEmpty()) {
      return new Measured("", Optional.empty(), Map.of());
    }
    String runId = noted.get(0).text("run_id");
    Map<String, String> holds = new LinkedHashMap<>();
    for (Row hold : statements.rows("holds", "run_id", runId)) {
      holds.put(
          VisitIds.of(hold.text("provider_id")),
          "on hold: %d visits, usual are %s"
              .formatted(hold.number("visits"), Values.said(Values.text(hold, "usual_visits"))));
    }
    return new Measured(
        runId, Optional.of(LocalDate.parse(noted.get(0).text("oldest_visit_date"))), holds);
  }

  /** As the cleanups' statements name them. */
  Map<String, Object> values() {
    return NamedValues.of(
        "run_id", runId, "oldest_visit_date", oldest.map(LocalDate::toString).orElse(null));
  }

  String horizon() {
    return oldest.map(LocalDate::toString).orElse("not known");
  }
}
