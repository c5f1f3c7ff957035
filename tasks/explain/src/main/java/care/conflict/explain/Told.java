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

  default String verdict() {
    return isConflict() ? "conflict" : "none";
  }
}
