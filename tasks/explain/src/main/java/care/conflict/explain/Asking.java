package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.detection.AskedDetection;
import care.conflict.detection.AskedInservice;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Detection;
import care.conflict.detection.Reference;
import care.conflict.detection.Replica;
import care.conflict.runtime.files.Json;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseLogin;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks where the visits are, and makes an answer of what is found there. */
final class Asking {
  /** Of more pairs no smallest change is looked for: thousands of changes are tried for each. */
  private static final int MOST_WITH_CHANGES = 20;

  /** Which kind of run is asked what it would do. */
  private interface Writer {
    ConflictWriter of(Run run, Session session);
  }

  private final Run run;
  private final Store store;
  private final Session session;
  private final AskedDetection detection;
  private final Writer writer;

  private Asking(Run run, Store store, Session session, AskedDetection detection, Writer writer) {
    this.run = run;
    this.store = store;
    this.session = session;
    this.detection = detection;
    this.writer = writer;
  }

  static Answer theWarehouse(Run run) throws SQLException {
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run);
        Session session = store.session()) {
      Reference reference = Reference.read(session);
      Warehouse warehouse = login.warehouse();
      Instant now = run.configuration().find(Parameters.NOW).orElse(null);
      Circumstances circumstances =
          Circumstances.of(
              run,
              now == null ? WarehouseClock.read(run, warehouse) : now,
              Measured.last(run, session, true),
              false);
      AskedDetection detection =
          AskedDetection.inWarehouse(
              warehouse,
              folder -> Warehouse.sql(run, folder),
              values(run, circumstances, reference));
      return new Asking(run, store, session, detection, ConflictWriter::ofVisits)
          .answer(circumstances, true);
    }
  }

  static Answer theReplica(Run run) throws SQLException {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      Reference reference = Reference.read(session);
      Circumstances circumstances =
          Circumstances.of(
              run,
              run.configuration().find(Parameters.NOW).orElseGet(Instant::now),
              Measured.last(run, session, false),
              true);
      try (Replica replica = Replica.open(run, store)) {
        AskedDetection detection =
            AskedDetection.inReplica(replica, values(run, circumstances, reference));
        // no run looks for in-service conflicts there
        return new Asking(run, store, session, detection, ConflictWriter::ofStoredRows)
            .answer(circumstances, false);
      }
    }
  }

  private static Map<String, ?> values(Run run, Circumstances circumstances, Reference reference) {
    return Detection.values(run, circumstances.window(), reference, circumstances.leastDelta());
  }

  /**
   * @param withEvents whether in-service events are looked at
   */
  private Answer answer(Circumstances circumstances, boolean withEvents) throws SQLException {
    Question question = Question.of(run, session, withEvents);
    String visits = Json.of(question.visits().stream().map(id -> Map.of("id", id)).toList());
    detection.findKeys(
        visits,
        Statements.of(session, run.task())
            .row("keys_of_stored_rows", "visits", visits)
            .text("list"));
    List<PairId> pairs = question.pairs(detection);
    List<String> lone = question.inNone(pairs);
    detection.look(json(pairs, lone));
    boolean withChanges = pairs.size() <= MOST_WITH_CHANGES;
    Findings findings = Findings.of(detection, withChanges);
    Stored stored =
        Stored.look(
            run,
            session,
            opened -> writer.of(run, opened),
            detection,
            json(pairs, List.of()),
            circumstances,
            findings.anyIsWritten());
    Answer answer =
        new Answer(
            circumstances,
            pairs.stream()
                .map(pair -> Explained.of(pair, circumstances, findings, stored.has(pair)))
                .toList(),
            List.of(),
            lone.stream()
                .map(id -> Lone.visit(id, circumstances, findings, question.ofSeveral()))
                .toList(),
            stored,
            Stored.NOTHING,
            withChanges,
            question.isCut(),
            run.get(Explain.WITH_NAMES) ? Names.of(detection.names()) : Names.NONE);
    return withEvents && question.mayBeOfEvents(findings, detection.hasEvents())
        ? withEvents(answer, question)
        : answer;
  }

  /** Who is in no pair is looked at as a pair with itself, which nothing detects. */
  private static String json(List<PairId> pairs, List<String> lone) {
    return Json.of(
        Stream.concat(pairs.stream(), lone.stream().map(id -> new PairId(id, id)))
            .map(PairId::json)
            .toList());
  }

  /**
   * The same with the events; what is an event is told as that, and not as a visit that is none.
   */
  private Answer withEvents(Answer answer, Question question) throws SQLException {
    AskedInservice inservice = detection.inservice();
    inservice.detect();
    List<String> events = question.askedEvents(inservice);
    List<PairId> pairs = question.events(inservice, events);
    List<String> lone = question.inNone(pairs).stream().filter(events::contains).toList();
    if (pairs.isEmpty() && lone.isEmpty()) {
      return answer;
    }
    inservice.look(json(pairs, lone));
    EventFindings findings = EventFindings.of(inservice, pairs.size() <= MOST_WITH_CHANGES);
    try (Session other = store.session()) {
      return answer.with(
          pairs.stream()
              .map(pair -> ExplainedEvent.of(pair, answer.circumstances(), findings))
              .toList(),
          Stored.look(
              run,
              other,
              inservice,
              json(pairs, List.of()),
              answer.circumstances(),
              findings.anyIsDetected()),
          lone.stream()
              .map(id -> Lone.event(id, answer.circumstances(), findings, question.ofSeveral()))
              .toList(),
          run.get(Explain.WITH_NAMES) ? Names.of(inservice.names()) : Names.NONE);
    }
  }
}
