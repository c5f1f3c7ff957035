package care.conflict.explain;

import care.conflict.core.statements.Row;
import care.conflict.detection.AskedInservice;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What in-service detection's session knows of the asked events and visits.
 *
 * @param sides events and visits by id
 */
record EventFindings(Map<String, Row> sides, Map<PairId, Row> pairs, Map<PairId, Row> changes) {

  static EventFindings of(AskedInservice detection, boolean withChanges) throws SQLException {
    return new EventFindings(
        by(row -> VisitIds.of(row.text("visit_id")), detection.sides()),
        by(PairId::of, detection.pairs()),
        withChanges ? by(PairId::of, detection.changes()) : Map.of());
  }

  /** Whether one of the pairs is detected, which the run would write. */
  boolean anyIsDetected() {
    return pairs.values().stream().anyMatch(it -> it.flag("detected"));
  }

  private static <K> Map<K, Row> by(Function<Row, K> key, List<Row> rows) {
    return rows.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  Row side(String id) {
    return known(sides.get(id));
  }

  Row pair(PairId id) {
    return known(pairs.get(id));
  }

  Optional<Row> change(PairId id) {
    return Optional.ofNullable(changes.get(id));
  }

  private static Row known(@Nullable Row row) {
    if (row == null) {
      throw new IllegalStateException("not among what was asked about");
    }
    return row;
  }
}
