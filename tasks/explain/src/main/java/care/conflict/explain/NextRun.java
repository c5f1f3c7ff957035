package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the next run does with one of the two rows of a pair.
 *
 * @param action insert, update, reopen, repair, resolve, mark or nothing
 * @param columns that an update changes, beside those that only say that it was touched
 * @param why in words
 */
record NextRun(String action, List<String> columns, String why) {

  /**
   * @param stored the row; null where there is none
   * @param decided what the run's statements decide; null where the run does not come to it
   */
  static NextRun of(
      Told explained, @Nullable Row stored, @Nullable Row decided, Circumstances circumstances) {
    if (explained instanceof ExplainedEvent && !circumstances.looksForEvents()) {
      return nothing("in-service detection is off (enable_inservice)");
    }
    if (circumstances.ofChunks() && !(stored != null && stored.flag("is_in_a_chunk"))) {
      return nothing(
          stored == null
              ? "not stored, and a chunk inserts nothing"
              : "no chunk looks at it: its day is not in the window, or no row of its day and person has a conflict");
    }
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
        : lost(stored, explained, circumstances);
  }

  private static NextRun decided(Row decided) {
    return switch (decided.text("action")) {
      case "insert" -> new NextRun("insert", List.of(), "a conflict that is not stored");
      case "update" -> updated(decided);
      case "repair" ->
          new NextRun("repair", List.of(), "only its mark is taken off, or it is given a conflict");
      case "unchanged" -> nothing("it is stored as it would be written");
      case "missed" -> nothing("one of the visits was missed, and nothing is stored");
      case "taken" -> nothing("an in-service or PTO row has the two ids");
      default -> nothing("new conflicts are not inserted");
    };
  }

  /** Any status but W and I becomes U: what was closed is open again. */
  private static NextRun updated(Row decided) {
    List<String> columns = columns(decided);
    String why =
        columns.isEmpty()
            ? "whatever is stored is written (skip_unchanged_records)"
            : "something differs";
    if (!decided.flag("reopens")) {
      return new NextRun("update", columns, why);
    }
    return new NextRun(
        "reopen",
        columns,
        decided.flag("after_cleanup")
            ? "a cleanup had resolved it"
            : why + ", and what is written is open");
  }

  private static List<String> columns(Row decided) {
    String changes = decided.text("changes");
    return changes.isEmpty() ? List.of() : List.of(changes.split(",", -1));
  }

  private static NextRun lost(Row stored, Told explained, Circumstances circumstances) {
    boolean ofEvent = explained instanceof ExplainedEvent;
    Optional<String> why = whyLeftAlone(stored, explained, circumstances);
    if (why.isPresent()) {
      return nothing(why.get());
    }
    if (circumstances.ofChunks()) {
      return new NextRun(
          "mark",
          List.of("UpdateFlag"),
          "no conflict any more; within the gate's limits. Status management resolves what is marked");
    }
    return new NextRun(
        "resolve",
        List.of("StatusFlag"),
        ofEvent
            ? "no conflict any more; within the gate's limits"
            : "no conflict any more; by a run that looks at its day or at one of its visits, within the gate's limits");
  }

  /** Why a cleanup takes no notice of a row whose pair is no conflict. */
  private static Optional<String> whyLeftAlone(
      Row stored, Told explained, Circumstances circumstances) {
    boolean ofEvent = explained instanceof ExplainedEvent;
    if (!stored.flag(ofEvent ? "of_event" : "of_visits")) {
      return Optional.of(
          ofEvent ? "the row is no in-service row" : "an in-service or PTO row has the two ids");
    }
    if (!stored.flag("is_open")) {
      return Optional.of("no conflict any more, and its status stays");
    }
    return whyNotJudged(stored, explained, circumstances).map("no conflict any more; but "::concat);
  }

  private static Optional<String> whyNotJudged(
      Row stored, Told explained, Circumstances circumstances) {
    Measured measured = circumstances.measured();
    if (!circumstances.cleansUp()) {
      return Optional.of("stale cleanup is off (enable_stale_cleanup)");
    }
    if (measured.oldest().isPresent() && !stored.flag("is_shown")) {
      return Optional.of(
          "older than %s, the oldest day that the source shows".formatted(measured.horizon()));
    }
    if (stored.flag("is_on_hold")) {
      return Optional.of("an agency of it is on hold");
    }
    if (!stored.flag("not_crowded")) {
      return Optional.of("its day, or that of a visit of it, is crowded");
    }
    if (circumstances.ofChunks()) {
      return whyNotMarked(stored);
    }
    if (explained instanceof ExplainedEvent) {
      return stored.flag("is_in_window")
          ? Optional.empty()
          : Optional.of("its day is not in the window");
    }
    boolean isLookedAt =
        stored.isNull("no_key")
            || isLookedAt(explained.a(), stored)
            || isLookedAt(explained.b(), stored);
    return isLookedAt
        ? Optional.empty()
        : Optional.of(
            "no run comes to it: %s, and neither visit can be one of a delta"
                .formatted(stored.text("no_key")));
  }

  /** Whether a visit that is in the delta brings a run to a row. */
  private static boolean isLookedAt(VisitGates visit, Row stored) {
    return visit.canBeOfADelta() || (visit.canHaveGone() && stored.flag("is_in_window"));
  }

  private static Optional<String> whyNotMarked(Row stored) {
    if (stored.isNull("conflict_id")) {
      return Optional.of("without a conflict of its own, which a chunk asks for");
    }
    boolean marked = !stored.isNull("update_flag") && stored.number("update_flag") == 1;
    return marked
        ? Optional.of("it is marked already: status management resolves it")
        : Optional.empty();
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
