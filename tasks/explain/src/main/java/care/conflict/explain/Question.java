package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.detection.AskedDetection;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked about.
 *
 * @param visits whose keys are looked at
 * @param pairs that are told about; empty where the visits say which
 */
record Question(List<String> visits, Optional<List<PairId>> pairs) {
  /** So many pairs of a conflict are told about: nobody reads more. */
  private static final int MOST_PAIRS = 100;

  static Question of(Run run, Session session) throws SQLException {
    Optional<Integer> conflict = run.configuration().find(Explain.CONFLICT_ID);
    if (conflict.isEmpty()) {
      List<String> visits = run.get(Explain.VISIT);
      return new Question(
          visits,
          visits.size() == 2
              ? Optional.of(List.of(new PairId(visits.get(0), visits.get(1))))
              : Optional.empty());
    }
    List<PairId> pairs =
        Statements.of(session, run.task())
            .rows("pairs_of_conflict", "conflict_id", conflict.get(), "most", MOST_PAIRS)
            .stream()
            .map(PairId::of)
            .toList();
    if (pairs.isEmpty()) {
      throw TaskFailure.misused(
          "conflict %d has no row of two visits".formatted(conflict.get()),
          "Look up the CONFLICTID in conflictvisitmaps.");
    }
    return new Question(
        pairs.stream().flatMap(it -> Stream.of(it.a(), it.b())).distinct().toList(),
        Optional.of(pairs));
  }

  /** The pairs to tell about: of one visit with all its partners, of more each two of a key. */
  List<PairId> pairs(AskedDetection detection) throws SQLException {
    return pairs.isPresent()
        ? pairs.get()
        : sorted(visits.size() == 1 ? detection.partners() : detection.pairsAmong());
  }

  private static List<PairId> sorted(List<Row> rows) {
    return rows.stream()
        .map(PairId::of)
        .sorted(Comparator.comparing(PairId::a).thenComparing(PairId::b))
        .toList();
  }
}
