package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the next run does with one of the two rows of a pair.
 *
 * @param action insert, update, reopen, repair, resolve or nothing
 * @param columns that an update changes, beside those that only say that it was touched
 * @param why in words
 */
record NextRun(String action, List<String> columns, String why) {

  /**
   * @param stored the row; null where there is none
   * @param measured by which a cleanup leaves rows alone
   * @param decided what the run's statements decide; null where the run does not come to it
   */
  static NextRun of(
      Told explained, @Nullable Row stored, @Nullable Row decided, Measured measured) {
    if (decided != null) {
      return decided(decided);
    }
    if (explained.isConflict()) {
      return nothing(
          explained
              .stoppedAt()
              .map(Gate::told)
              .orElse("the row is not one of those that such a run writes"));
    }
    return stored == null
        ? nothing("no conflict, and nothing is stored")
        : lost(stored, measured, explained instanceof ExplainedEvent);
  }

  private static NextRun decided(Row decided) {
    return switch (decided.text("action")) {
      case "insert" -> new NextRun("insert", List.of(), "a conflict that is not stored");
      case "update" ->
          decided.flag("reopens")
              ? new NextRun("reopen", columns(decided), "a cleanup had resolved it")
              : new NextRun("update", columns(decided), "something differs");
      case "repair" ->
          new NextRun("repair", List.of(), "only its mark is taken off, or it is given a conflict");
      case "unchanged" -> nothing("it is stored as it would be written");
      case "missed" -> nothing("one of the visits was missed, and nothing is stored");
      case "taken" -> nothing("an in-service or PTO row has the two ids");
      default -> nothing("new conflicts are not inserted");
    };
  }

  private static List<String> columns(Row decided) {
    String changes = decided.text("changes");
    return changes.isEmpty() ? List.of() : List.of(changes.split(",", -1));
  }

  private static NextRun lost(Row stored, Measured measured, boolean ofEvent) {
    if (!stored.flag(ofEvent ? "of_event" : "of_visits")) {
      return nothing(
          ofEvent ? "the row is no in-service row" : "an in-service or PTO row has the two ids");
    }
    if (!stored.flag("is_open")) {
      return nothing("no conflict any more, and its status stays");
    }
    if (measured.oldest().isPresent() && !stored.flag("is_shown")) {
      return nothing(
          "no conflict any more; but older than %s, the oldest day that the source shows"
              .formatted(measured.horizon()));
    }
    if (stored.flag("is_on_hold")) {
      return nothing("no conflict any more; but an agency of it is on hold");
    }
    if (!stored.flag("not_crowded")) {
      return nothing("no conflict any more; but its day, or that of a visit of it, is crowded");
    }
    if (ofEvent && !stored.flag("is_in_window")) {
      return nothing("no conflict any more; but its day is not in the window");
    }
    return new NextRun(
        "resolve",
        List.of("StatusFlag"),
        ofEvent
            ? "no conflict any more; within the gate's limits"
            : "no conflict any more; by a run that looks at its day or at one of its visits, within the gate's limits");
  }

  private static NextRun nothing(String why) {
    return new NextRun("nothing", List.of(), why);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("action", action);
    json.put("columns", columns);
    json.put("why", why);
    return json;
  }

  String words() {
    return action + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")") + ": " + why;
  }
}
