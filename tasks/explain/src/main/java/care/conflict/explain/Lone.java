package care.conflict.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A visit or an event that was asked about and is in no pair: how it stands for itself.
 *
 * @param amongOthers whether it was looked at with the others that were asked about alone
 */
record Lone(String id, VisitGates visit, List<Gate> gates, boolean amongOthers) {
  private static final List<Function<VisitGates, Gate>> OF_BOTH =
      List.of(
          VisitGates::there,
          VisitGates::number,
          VisitGates::placeholder,
          VisitGates::window,
          VisitGates::horizon,
          VisitGates::provider,
          VisitGates::active,
          VisitGates::demo,
          VisitGates::excludedProvider,
          VisitGates::hold,
          VisitGates::excludedPerson);

  static Lone visit(
      String id, Circumstances circumstances, Findings findings, boolean amongOthers) {
    VisitGates visit =
        new VisitGates(ExplainedEvent.VISIT, VisitGates.VISITS, findings.visit(id), circumstances);
    return of(id, visit, List.of(visit.crowd(), visit.place()), amongOthers);
  }

  static Lone event(
      String id, Circumstances circumstances, EventFindings findings, boolean amongOthers) {
    return of(
        id,
        new VisitGates(
            ExplainedEvent.EVENT, ExplainedEvent.EVENTS, findings.side(id), circumstances),
        List.of(),
        amongOthers);
  }

  private static Lone of(String id, VisitGates visit, List<Gate> more, boolean amongOthers) {
    return new Lone(
        id,
        visit,
        Stream.concat(OF_BOTH.stream().map(it -> it.apply(visit)), more.stream()).toList(),
        amongOthers);
  }

  /** The first gate of its own that keeps it from being compared. */
  Optional<Gate> stoppedAt() {
    return gates.stream().filter(Gate::stops).findFirst();
  }

  /** Why it is in no pair. */
  String why() {
    return stoppedAt()
        .map(gate -> "stopped at " + gate.told())
        .orElse(
            amongOthers
                ? "nothing stops it, and none of the others that were asked about is of its person and day"
                : "nothing stops it, and nothing of the person is there to compare it with");
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("of", visit.side());
    json.put("stopped_at", stoppedAt().map(Gate::json).orElse(null));
    json.put("gates", gates.stream().map(Gate::json).toList());
    return json;
  }
}
