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
import java.util.stream.Stream;

/**
 * What is asked about.
 *
 * @param asked visits, and events, by their ids; none where a conflict is
 * @param pairs that are told about in any case: two visits, or what is stored
 * @param events likewise pairs of an event and a visit
 * @param isCut whether more are stored than are told
 */
record Question(List<String> asked, List<PairId> pairs, List<PairId> events, boolean isCut) {
  /** So many stored pairs are told about: nobody reads more. */
  static final int MOST_PAIRS = 100;

  /**
   * @param withEvents whether in-service events can be told about
   */
  static Question of(Run run, Session session, boolean withEvents) throws SQLException {
    List<String> asked = run.configuration().find(Explain.VISIT).orElse(List.of());
    if (asked.isEmpty()) {
      return ofConflict(run, session, withEvents);
    }
    if (asked.size() == 1) {
      String visit = asked.get(0);
      return of(
          asked,
          stored(run, session, "stored_partners", "visit", visit),
          withEvents ? stored(run, session, "stored_event_partners", "visit", visit) : List.of());
    }
    return new Question(
        asked,
        asked.size() == 2 ? List.of(new PairId(asked.get(0), asked.get(1))) : List.of(),
        List.of(),
        false);
  }

  private static Question ofConflict(Run run, Session session, boolean withEvents)
      throws SQLException {
    long conflict = run.get(Explain.CONFLICT_ID);
    Question question =
        of(
            List.of(),
            stored(run, session, "pairs_of_conflict", "conflict_id", conflict),
            withEvents
                ? stored(run, session, "events_of_conflict", "conflict_id", conflict)
                : List.of());
    if (question.pairs.isEmpty() && question.events.isEmpty()) {
      throw nothingToTell(run, session, conflict, withEvents);
    }
    return question;
  }

  private static TaskFailure nothingToTell(
      Run run, Session session, long conflict, boolean withEvents) throws SQLException {
    long absences =
        Statements.of(session, run.task())
            .row("absences_of_conflict", "conflict_id", conflict)
            .number("absences");
    return absences > 0
        ? TaskFailure.misused(
            "conflict %d is of a visit and an absence (PTO), of which nothing is told: no run looks for them"
                .formatted(conflict),
            "Its rows are those of the program that wrote them.")
        : TaskFailure.misused(
            "conflict %d has no row of two visits%s"
                .formatted(conflict, withEvents ? " or of a visit and an event" : ""),
            "Look up the CONFLICTID in conflictvisitmaps.");
  }

  /** Of each list, one more than are told says that there are more. */
  private static Question of(List<String> asked, List<PairId> pairs, List<PairId> events) {
    return new Question(
        asked,
        pairs.stream().limit(MOST_PAIRS).toList(),
        events.stream().limit(MOST_PAIRS).toList(),
        Math.max(pairs.size(), events.size()) > MOST_PAIRS);
  }

  private static List<PairId> stored(
      Run run, Session session, String statement, String name, Object value) throws SQLException {
    return Statements.of(session, run.task())
        .rows(statement, name, value, "most", MOST_PAIRS + 1)
        .stream()
        .map(PairId::of)
        .toList();
  }

  /** Whose keys are looked at: visits, and events among them. */
  List<String> visits() {
    return Stream.concat(
            asked.stream(),
            Stream.concat(pairs.stream(), events.stream()).flatMap(it -> Stream.of(it.a(), it.b())))
        .distinct()
        .toList();
  }

  /** Whether it is of several ids, which are looked at with one another alone. */
  boolean ofSeveral() {
    return asked.size() > 1;
  }

  private boolean ofConflict() {
    return asked.isEmpty();
  }

  /** The pairs to tell about: of one visit with all its partners, of more each two of a key. */
  List<PairId> pairs(AskedDetection detection) throws SQLException {
    return switch (asked.size()) {
      case 0, 2 -> pairs;
      case 1 -> both(pairs, ids(detection.partners()).filter(it -> it.a().equals(asked.get(0))));
      default -> sorted(ids(detection.pairsAmong()));
    };
  }

  /** What is asked about and in none of these pairs. */
  List<String> inNone(List<PairId> told) {
    return asked.stream().filter(id -> told.stream().noneMatch(it -> it.has(id))).toList();
  }

  /**
   * Whether an event may be meant: by a conflict that has one, by an id alone, by one of several
   * that is no visit.
   *
   * @param findings what is known of the visits
   * @param areThere whether there are events at all that are, or meet, what is asked about
   */
  boolean mayBeOfEvents(Findings findings, boolean areThere) {
    if (ofConflict() || !areThere) {
      return !events.isEmpty();
    }
    return asked.size() == 1
        || findings.visits().values().stream().anyMatch(it -> !it.flag("is_there"));
  }

  /**
   * The pairs of an event and a visit to tell about.
   *
   * @param askedEvents which of the asked are events
   */
  List<PairId> events(AskedInservice detection, List<String> askedEvents) throws SQLException {
    if (ofConflict()) {
      return events;
    }
    if (asked.size() == 1) {
      return both(events, ids(detection.partners()).filter(it -> it.has(asked.get(0))));
    }
    List<String> others = new ArrayList<>(asked);
    others.removeAll(askedEvents);
    if (asked.size() == 2) {
      return askedEvents.size() == 1
          ? List.of(new PairId(askedEvents.get(0), others.get(0)))
          : List.of();
    }
    return sorted(
        ids(detection.partners()).filter(it -> asked.contains(it.a()) && asked.contains(it.b())));
  }

  /** The asked ids that are those of events. */
  List<String> askedEvents(AskedInservice detection) throws SQLException {
    return detection.askedEvents().stream()
        .map(it -> VisitIds.of(it.text("asked_event")))
        .filter(asked::contains)
        .toList();
  }

  private static List<PairId> both(List<PairId> stored, Stream<PairId> found) {
    return sorted(Stream.concat(stored.stream(), found).distinct());
  }

  private static Stream<PairId> ids(List<Row> rows) {
    return rows.stream().map(PairId::of);
  }

  private static List<PairId> sorted(Stream<PairId> pairs) {
    return pairs.sorted(Comparator.comparing(PairId::a).thenComparing(PairId::b)).toList();
  }
}
