package care.conflict.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pair of two visits, or of an in-service event and a visit, explained. */
sealed interface Told permits Explained, ExplainedEvent {
  PairId id();

  /** What stands behind a, and what behind b. */
  VisitGates a();

  VisitGates b();

  /** In order. */
  List<Gate> gates();

  /** What would turn what the rules say; empty where nothing does, and where nobody looked. */
  Optional<Change> change();

  /** Whether detection detected the pair. */
  boolean isConflict();

  Map<String, Object> json();

  /** What is told of the gates must come to what detection did with them. */
  default void check() {
    boolean stopped = gates().stream().anyMatch(gate -> gate.stops() && !gate.isOfWriting());
    if (stopped == isConflict()) {
      throw new IllegalStateException(
          "%s and %s: the gates and detection do not agree; detection counts"
              .formatted(id().a(), id().b()));
    }
  }

  /** The first gate that stops the pair: from being a conflict, or from being written as one. */
  default Optional<Gate> stoppedAt() {
    return gates().stream().filter(Gate::stops).findFirst();
  }

  /**
   * Whether times alone decide: of a conflict, and of a pair that is stopped by nothing but what
   * the rules, or a moment in common, take.
   */
  default boolean isDecidedByTimes() {
    return isDecidedByTimes(gates());
  }

  static boolean isDecidedByTimes(List<Gate> gates) {
    return gates.stream().filter(it -> it.stops() && !it.isOfWriting()).allMatch(Gate::isOfTimes);
  }

  /** What is told of a change to somebody who reads. */
  default String changeInWords(boolean lookedFor) {
    if (!isDecidedByTimes()) {
      return "not looked for: the pair is stopped by " + stoppedAt().orElseThrow().name();
    }
    return change()
        .map(Change::words)
        .orElse(
            lookedFor
                ? "none of a visit's times, by up to a day, turns what the rules say"
                : "not looked for among so many pairs");
  }

  default String verdict() {
    return isConflict() ? "conflict" : "none";
  }
}
