package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.detection.AskedDetection;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the store has of the pairs, and what a run would make of it: decided by the statements that
 * the runs decide by, up to the point where these write.
 *
 * @param rows as they are
 * @param actions of the pairs that the run would write, if anything of them differs
 */
record Stored(Map<PairId, Row> rows, Map<PairId, Row> actions) {

  /**
   * @param writer of the kind of run that the source is for
   * @param pairs a JSON list of {a, b}
   * @param measured by which a cleanup leaves rows alone
   */
  static Stored look(
      Run run,
      Session session,
      Function<Session, ConflictWriter> writer,
      AskedDetection detection,
      String pairs,
      Measured measured)
      throws SQLException {
    Statements statements = Statements.of(session, run.task());
    statements.execute("explained_pairs", "pairs", pairs);
    statements.execute("stored_rows");
    session.analyze("stored_rows");
    Crowd crowd = new Crowd(run, session);
    crowd.copyKeys(detection.crowdedKeys());
    crowd.copyVisits(detection.crowdedVisits());
    Map<PairId, Row> rows = by(statements.given(measured.values()).rows("stored"));
    ConflictWriter decides = writer.apply(session);
    try (Rows visits = detection.visitsToWrite()) {
      decides.copyVisits(visits);
    }
    try (Rows found = detection.pairsToWrite()) {
      decides.copyPairs(found);
    }
    decides.classify();
    return new Stored(rows, by(statements.rows("actions")));
  }

  private static Map<PairId, Row> by(List<Row> rows) {
    // where an in-service row has the two ids as well, one of them is told
    return rows.stream().collect(Collectors.toMap(PairId::of, Function.identity(), (a, b) -> a));
  }
}
