package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An in-service event (a) and a visit (b), explained.
 *
 * @param pair what in-service detection knows of both
 */
record ExplainedEvent(
    PairId id, VisitGates a, VisitGates b, Row pair, List<Gate> gates, Optional<Change> change)
    implements Told {
  static final String EVENT = "event";
  static final String VISIT = "visit";
  static final String EVENTS = "FACTCAREGIVERINSERVICE";

  static ExplainedEvent of(PairId id, Circumstances circumstances, EventFindings findings) {
    VisitGates event = new VisitGates(EVENT, EVENTS, findings.side(id.a()), circumstances);
    VisitGates visit =
        new VisitGates(VISIT, VisitGates.VISITS, findings.side(id.b()), circumstances);
    Row pair = findings.pair(id);
    List<Gate> gates = gates(event, visit, pair);
    ExplainedEvent made =
        new ExplainedEvent(
            id,
            event,
            visit,
            pair,
            gates,
            findings
                .change(id)
                .filter(row -> Told.isDecidedByTimes(gates))
                .map(row -> Change.of(row, "the " + EVENT, "the " + VISIT)));
    made.check();
    return made;
  }

  private static List<Gate> gates(VisitGates event, VisitGates visit, Row pair) {
    List<Gate> gates = new ArrayList<>();
    for (Function<VisitGates, Gate> gate :
        List.<Function<VisitGates, Gate>>of(
            VisitGates::there, VisitGates::number, VisitGates::placeholder)) {
      gates.add(gate.apply(event));
      gates.add(gate.apply(visit));
    }
    gates.add(Gates.samePerson(event, visit, pair));
    for (Function<VisitGates, Gate> gate :
        List.<Function<VisitGates, Gate>>of(
            VisitGates::window,
            VisitGates::horizon,
            VisitGates::provider,
            VisitGates::active,
            VisitGates::demo,
            VisitGates::excludedProvider,
            VisitGates::hold)) {
      gates.add(gate.apply(event));
      gates.add(gate.apply(visit));
    }
    gates.add(Gates.providersDiffer(pair));
    gates.add(event.excludedPerson());
    gates.add(visit.excludedPerson());
    gates.add(visit.crowdedDay());
    gates.add(visit.completed());
    gates.add(meet(event, visit, pair));
    gates.add(ownEvent(visit, pair));
    return gates;
  }

  private static Gate meet(VisitGates event, VisitGates visit, Row pair) {
    boolean known = event.isThere() && visit.isThere();
    Double shared = Values.number(pair, "shared_minutes");
    return new Gate(
        "meet",
        "pair",
        known ? pair.flag("meet") : null,
        known && shared != null
            ? "%.0f minutes in both (below 0: apart)".formatted(shared)
            : "not known",
        "a moment in both, be it the last of one",
        VisitGates.VISITS + ".Visit Start Time, Visit End Time; " + EVENTS);
  }

  private static Gate ownEvent(VisitGates visit, Row pair) {
    boolean known = visit.row().flag("is_looked_at");
    boolean own = pair.flag("in_an_own_event");
    return new Gate(
        "own_event",
        VISIT,
        known ? !own : null,
        known
            ? (own ? "during an event of its own agency" : "during none of its own agency")
            : "not known",
        "during none of its own agency",
        EVENTS + ".Provider Id");
  }

  @Override
  public boolean isConflict() {
    return pair.flag("detected");
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", verdict());
    json.put("stopped_at", stoppedAt().map(Gate::json).orElse(null));
    json.put(EVENT, side(id.a(), a));
    json.put(VISIT, side(id.b(), b));
    json.put("gates", gates.stream().map(Gate::json).toList());
    json.put("shared_minutes", Values.number(pair, "shared_minutes"));
    json.put("decided_by_times", isDecidedByTimes());
    json.put("smallest_change", change.map(Change::json).orElse(null));
    return json;
  }

  private static Map<String, Object> side(String id, VisitGates gates) {
    Row row = gates.row();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("person", gates.person());
    json.put("visit_date", Values.text(row, "visit_date"));
    json.put("provider_id", gates.providerId().orElse(null));
    json.put("from", Values.time(row, "visit_start"));
    json.put("to", Values.time(row, "visit_end"));
    return json;
  }
}
