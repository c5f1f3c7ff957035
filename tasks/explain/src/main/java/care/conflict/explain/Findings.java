package care.conflict.explain;

import care.conflict.core.statements.Row;
import care.conflict.detection.AskedDetection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What detection's session knows of the asked visits and pairs.
 *
 * @param visits by id
 * @param pairs those of which both visits are looked at
 * @param changes the smallest change that turns the rules' verdict, where there is one
 */
record Findings(
    Map<String, Row> visits,
    Map<PairId, Row> meetings,
    Map<PairId, Row> pairs,
    Map<PairId, Row> changes) {

  /**
   * @param withChanges whether changes are looked for, which costs the most
   */
  static Findings of(AskedDetection detection, boolean withChanges) throws SQLException {
    return new Findings(
        by(row -> VisitIds.of(row.text("visit_id")), detection.visits()),
        by(PairId::of, detection.meetings()),
        by(PairId::of, detection.pairs()),
        withChanges ? by(PairId::of, detection.changes()) : Map.of());
  }

  /** Whether the run would write one of the pairs. */
  boolean anyIsWritten() {
    return pairs.values().stream().anyMatch(it -> it.flag("detected") && it.flag("writes"));
  }

  /** One of the visits. */
  Row visit(String id) {
    Row visit = visits.get(id);
    if (visit == null) {
      throw new IllegalStateException("a visit is not among those that were asked about");
    }
    return visit;
  }

  private static <K> Map<K, Row> by(Function<Row, K> key, List<Row> rows) {
    return rows.stream().collect(Collectors.toMap(key, Function.identity()));
  }
}
