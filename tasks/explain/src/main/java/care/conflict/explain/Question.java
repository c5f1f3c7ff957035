package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.detection.AskedDetection;
import care.conflict.detection.AskedInservice;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked about.
 *
 * @param visits whose keys are looked at; events may be among them
 * @param pairs that are told about; empty where the visits say which
 * @param events pairs of an event and a visit that are; empty where the visits say which
 */
record Question(List<String> visits, Optional<List<PairId>> pairs, Optional<List<PairId>> events) {
  /** So many pairs of a conflict are told about: nobody reads more. */
  private static final int MOST_PAIRS = 100;

  /**
   * @param withEvents whether in-service events can be told about
   */
  static Question of(Run run, Session session, boolean withEvents) throws SQLException {
    Optional<Long> conflict = run.configuration().find(Explain.CONFLICT_ID);
    if (conflict.isEmpty()) {
      List<String> visits = run.get(Explain.VISIT);
      return new Question(
          visits,
          visits.size() == 2
              ? Optional.of(List.of(new PairId(visits.get(0), visits.get(1))))
              : Optional.empty(),
          Optional.empty());
    }
    List<PairId> pairs = ofConflict(run, session, "pairs_of_conflict", conflict.get());
    List<PairId> events =
        withEvents ? ofConflict(run, session, "events_of_conflict", conflict.get()) : List.of();
    if (pairs.isEmpty() && events.isEmpty()) {
      throw TaskFailure.misused(
          "conflict %d has no row of two visits%s"
              .formatted(conflict.get(), withEvents ? " or of a visit and an event" : ""),
          "Look up the CONFLICTID in conflictvisitmaps.");
    }
    return new Question(
        Stream.concat(pairs.stream(), events.stream())
            .flatMap(it -> Stream.of(it.a(), it.b()))
            .distinct()
            .toList(),
        Optional.of(pairs),
        Optional.of(events));
  }

  private static List<PairId> ofConflict(Run run, Session session, String statement, long conflict)
      throws SQLException {
    return Statements.of(session, run.task())
        .rows(statement, "conflict_id", conflict, "most", MOST_PAIRS)
        .stream()
        .map(PairId::of)
        .toList();
  }

  /** The pairs to tell about: of one visit with all its partners, of more each two of a key. */
  List<PairId> pairs(AskedDetection detection) throws SQLException {
    return pairs.isPresent()
        ? pairs.get()
        : sorted(visits.size() == 1 ? detection.partners() : detection.pairsAmong());
  }

  /**
   * Whether an event may be meant: by a conflict that has one, by an id alone, by one of two that
   * is no visit.
   *
   * @param findings what is known of the two
   * @param areThere whether there are events at all that are, or meet, what is asked about
   */
  boolean mayBeOfEvents(Findings findings, boolean areThere) {
    if (events.isPresent()) {
      return !events.get().isEmpty();
    }
    return areThere
        && (visits.size() == 1
            || (visits.size() == 2
                && findings.visits().values().stream().anyMatch(it -> !it.flag("is_there"))));
  }

  /** The pairs of an event and a visit to tell about. */
  List<PairId> events(AskedInservice detection) throws SQLException {
    if (events.isPresent()) {
      return events.get();
    }
    if (visits.size() == 1) {
      return sorted(detection.partners());
    }
    List<String> others = new ArrayList<>(visits);
    List<String> asked =
        detection.askedEvents().stream().map(it -> VisitIds.of(it.text("asked_event"))).toList();
    others.removeAll(asked);
    return asked.size() == 1 && others.size() == 1
        ? List.of(new PairId(asked.get(0), others.get(0)))
        : List.of();
  }

  private static List<PairId> sorted(List<Row> rows) {
    return rows.stream()
        .map(PairId::of)
        .sorted(Comparator.comparing(PairId::a).thenComparing(PairId::b))
        .toList();
  }
}
