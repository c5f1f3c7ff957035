package care.conflict.explain;

import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pair of visits, explained.
 *
 * @param pair null where detection does not look at both visits
 */
record Explained(
    PairId id,
    VisitGates a,
    VisitGates b,
    @Nullable Row pair,
    List<Gate> gates,
    Optional<Change> change)
    implements Told {

  /**
   * @param isStored whether a row of the pair is
   */
  static Explained of(PairId id, Circumstances circumstances, Findings findings, boolean isStored) {
    VisitGates a = new VisitGates("a", VisitGates.VISITS, findings.visit(id.a()), circumstances);
    VisitGates b = new VisitGates("b", VisitGates.VISITS, findings.visit(id.b()), circumstances);
    Row pair = findings.pairs().get(id);
    Row meeting = findings.meetings().get(id);
    if (meeting == null) {
      throw new IllegalStateException("the pair is not among those that were asked about");
    }
    List<Gate> gates = Gates.of(a, b, meeting, pair, circumstances, isStored);
    Explained made =
        new Explained(
            id,
            a,
            b,
            pair,
            gates,
            Optional.ofNullable(findings.changes().get(id))
                .filter(row -> Told.isDecidedByTimes(gates))
                .map(row -> Change.of(row, "visit a", "visit b")));
    made.check();
    return made;
  }

  /** Whether detection detected the pair, on the key that the visits have. */
  @Override
  public boolean isConflict() {
    return pair != null && pair.flag("detected");
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", verdict());
    json.put("stopped_at", stoppedAt().map(Gate::json).orElse(null));
    json.put("visits", List.of(visit("a", id.a(), a), visit("b", id.b(), b)));
    json.put("gates", gates.stream().map(Gate::json).toList());
    json.put("rules", pair == null ? null : Rule.all().stream().map(it -> json(it, pair)).toList());
    json.put("between", pair == null ? null : between(pair));
    json.put("decided_by_times", isDecidedByTimes());
    json.put("smallest_change", change.map(Change::json).orElse(null));
    return json;
  }

  private Map<String, Object> visit(String side, String visitId, VisitGates gates) {
    Row row = gates.row();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("visit", side);
    json.put("visit_id", visitId);
    json.put("person", gates.person());
    json.put("visit_date", Values.text(row, "visit_date"));
    json.put("provider_id", gates.providerId().orElse(null));
    json.put("scheduled_start", Values.time(row, "sch_start"));
    json.put("scheduled_end", Values.time(row, "sch_end"));
    json.put("visit_start", Values.time(row, "visit_start"));
    json.put("visit_end", Values.time(row, "visit_end"));
    json.put("updated", Values.time(row, "updated"));
    json.put("state", Values.text(pair, side + "_state"));
    json.put("from", Values.time(pair, side + "_from"));
    json.put("to", Values.time(pair, side + "_to"));
    return json;
  }

  private static Map<String, Object> json(Rule rule, Row pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", rule.number());
    json.put("flag", rule.column());
    json.put("name", rule.words());
    json.put("holds", Values.holds(rule, pair));
    return json;
  }

  private static Map<String, Object> between(Row pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    Double shared = Values.number(pair, "shared_minutes");
    json.put("overlap_minutes", shared == null || shared < 0 ? null : shared);
    json.put(
        "minutes_apart", shared == null || shared > 0 ? null : Double.valueOf(Math.abs(shared)));
    json.put("gap_minutes", Values.number(pair, "gap_minutes"));
    json.put("miles", Values.number(pair, "miles"));
    json.put("miles_per_hour", Values.number(pair, "miles_per_hour"));
    json.put("travel_minutes", Values.number(pair, "travel_minutes"));
    json.put("margin_minutes", Values.number(pair, "margin_minutes"));
    return json;
  }
}
