package care.conflict.explain;

import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gates of a pair, in order: those that decide, then those of what is written. */
final class Gates {
  private final VisitGates a;
  private final VisitGates b;
  private final Row meeting;
  private final @Nullable Row pair; // null where detection does not look at both visits
  private final Circumstances circumstances;
  private final boolean isStored;

  private Gates(
      VisitGates a,
      VisitGates b,
      Row meeting,
      @Nullable Row pair,
      Circumstances circumstances,
      boolean isStored) {
    this.a = a;
    this.b = b;
    this.meeting = meeting;
    this.pair = pair;
    this.circumstances = circumstances;
    this.isStored = isStored;
  }

  /**
   * @param isStored whether a row of the pair is
   */
  static List<Gate> of(
      VisitGates a,
      VisitGates b,
      Row meeting,
      @Nullable Row pair,
      Circumstances circumstances,
      boolean isStored) {
    return new Gates(a, b, meeting, pair, circumstances, isStored).all();
  }

  private List<Gate> all() {
    List<Gate> gates = new ArrayList<>();
    both(gates, VisitGates::there);
    both(gates, VisitGates::number);
    both(gates, VisitGates::placeholder);
    gates.add(samePerson(a, b, meeting));
    gates.add(sameDay());
    both(gates, VisitGates::window);
    both(gates, VisitGates::horizon);
    both(gates, VisitGates::provider);
    both(gates, VisitGates::active);
    both(gates, VisitGates::demo);
    both(gates, VisitGates::excludedProvider);
    both(gates, VisitGates::hold);
    gates.add(providersDiffer(meeting));
    both(gates, VisitGates::excludedPerson);
    both(gates, VisitGates::crowd);
    both(gates, visit -> visit.state(pair));
    both(gates, VisitGates::place);
    gates.add(statesMeet());
    gates.add(rules());
    gates.add(delta());
    both(gates, visit -> visit.missed(isStored));
    return gates;
  }

  private void both(List<Gate> gates, Function<VisitGates, Gate> gate) {
    gates.add(gate.apply(a));
    gates.add(gate.apply(b));
  }

  static Gate samePerson(VisitGates a, VisitGates b, Row meeting) {
    boolean known = a.hasSsn() && b.hasSsn();
    String value =
        a.person().equals(b.person())
            ? a.person() + a.sharedBy()
            : a.person() + " and " + b.person();
    return new Gate(
        "same_person",
        "pair",
        known ? Values.answer(meeting, "same_person") : null,
        known ? value : "not known",
        "the same",
        "DIMCAREGIVER.SSN");
  }

  private Gate sameDay() {
    return new Gate(
        "same_day",
        "pair",
        Values.answer(meeting, "same_day"),
        a.day().equals(b.day()) ? a.day() : a.day() + " and " + b.day(),
        "the same",
        "FACTVISITCALLPERFORMANCE_CR.Visit Date");
  }

  static Gate providersDiffer(Row meeting) {
    Boolean differ = Values.answer(meeting, "providers_differ");
    String value = differ == null ? "not known" : differ ? "two" : "the same one";
    return new Gate(
        "providers_differ",
        "pair",
        differ,
        value,
        "two",
        "FACTVISITCALLPERFORMANCE_CR.Provider Id");
  }

  private Gate statesMeet() {
    return new Gate(
        "cross_state",
        "pair",
        pair == null ? null : pair.flag("states_meet"), // what is not known to meet does not
        pair == null ? "not known" : a.states() + " and " + b.states(),
        "a state of both, or one without any",
        "DIMPATIENTADDRESS.Address State, else DIMPROVIDER.Address State");
  }

  private Gate rules() {
    List<String> holding =
        pair == null
            ? List.of()
            : Rule.all().stream().filter(it -> Values.holds(it, pair)).map(Rule::words).toList();
    return new Gate(
        "rules",
        "pair",
        pair == null ? null : !holding.isEmpty(),
        pair == null ? "not known" : holding.isEmpty() ? "none holds" : String.join(", ", holding),
        "one of them",
        "sql/rules/conflict_flags.sql");
  }

  /** It stops nobody in a replica: a chunk looks at each row that it has. */
  private Gate delta() {
    if (circumstances.ofChunks()) {
      return new Gate(
          "delta", "pair", null, a.updated() + ", " + b.updated(), "", "a chunk has no delta");
    }
    return new Gate(
        "delta",
        "pair",
        pair == null ? null : pair.flag("writes"),
        a.updated() + ", " + b.updated(),
        "%s updated since %s"
            .formatted(
                circumstances.leastDelta() == 1 ? "one" : "both",
                circumstances.window().deltaFrom().orElseThrow()),
        "lookback_hours, enable_asymmetric_join");
  }
}
