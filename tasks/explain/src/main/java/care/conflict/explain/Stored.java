package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.detection.AskedDetection;
import care.conflict.detection.AskedInservice;
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
 * @param said what gave each row its status, by its id
 * @param actions of the pairs that the run would write, if anything of them differs
 */
record Stored(Map<PairId, Row> rows, Map<Long, LastSaid> said, Map<PairId, Row> actions) {
  static final Stored NOTHING = new Stored(Map.of(), Map.of(), Map.of());

  /**
   * @param writer of the kind of run that the source is for
   * @param pairs a JSON list of {a, b}
   * @param writes whether the run would write one of them at all
   */
  static Stored look(
      Run run,
      Session session,
      Function<Session, ConflictWriter> writer,
      AskedDetection detection,
      String pairs,
      Circumstances circumstances,
      boolean writes)
      throws SQLException {
    new Crowd(run, session).copy(detection);
    Map<PairId, Row> rows = rows(run, session, pairs, circumstances);
    Map<Long, LastSaid> said = LastSaid.of(run, session, rows.values());
    if (!writes) {
      return new Stored(rows, said, Map.of());
    }
    ConflictWriter decides = writer.apply(session);
    try (Rows visits = detection.visitsToWrite()) {
      decides.copyVisits(visits);
    }
    try (Rows found = detection.pairsToWrite()) {
      decides.copyPairs(found);
    }
    decides.classify();
    return new Stored(rows, said, actions(run, session, false));
  }

  /** Likewise of pairs of an event and a visit, in a session of its own. */
  static Stored look(
      Run run,
      Session session,
      AskedInservice detection,
      String pairs,
      Circumstances circumstances,
      boolean writes)
      throws SQLException {
    new Crowd(run, session).copy(detection);
    Map<PairId, Row> rows = rows(run, session, pairs, circumstances);
    Map<Long, LastSaid> said = LastSaid.of(run, session, rows.values());
    if (!writes) {
      return new Stored(rows, said, Map.of());
    }
    ConflictWriter decides = ConflictWriter.ofEvents(run, session);
    try (Rows visits = detection.visitsToWrite()) {
      decides.copyVisits(visits);
    }
    try (Rows events = detection.eventsToWrite()) {
      decides.copyEvents(events);
    }
    try (Rows found = detection.pairsToWrite()) {
      decides.copyPairs(found);
    }
    decides.classify();
    return new Stored(rows, said, actions(run, session, true));
  }

  /** Whether one of the two rows of a pair is stored. */
  boolean has(PairId pair) {
    return rows.containsKey(pair) || rows.containsKey(pair.turned());
  }

  private static Map<PairId, Row> rows(
      Run run, Session session, String pairs, Circumstances circumstances) throws SQLException {
    Statements statements = Statements.of(session, run.task());
    statements.execute("explained_pairs", "pairs", pairs);
    statements.execute("stored_rows");
    session.analyze("stored_rows");
    return by(
        statements
            .given(circumstances.measured().values())
            .given(circumstances.window().values())
            .rows("stored"));
  }

  private static Map<PairId, Row> actions(Run run, Session session, boolean ofEvents)
      throws SQLException {
    return by(Statements.of(session, run.task()).rows("actions", "in_service", ofEvents));
  }

  private static Map<PairId, Row> by(List<Row> rows) {
    // where an in-service row has the two ids as well, one of them is told
    return rows.stream().collect(Collectors.toMap(PairId::of, Function.identity(), (a, b) -> a));
  }
}
