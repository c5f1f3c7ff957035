package care.conflict.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the stored rows that were looked at again.
 *
 * @param counts rows, and what was written of them
 */
record StoredSeen(Map<String, Long> counts) implements Found {
  private static final String IN_ONE_GO = "task_02";
  private static final String LOST = " marked as no longer found";

  /** From the task that does it in one go; nothing where that did not run. */
  static Optional<StoredSeen> by(List<TaskResult> tasks) {
    return tasks.stream()
        .filter(task -> task.task().equals(IN_ONE_GO))
        .filter(task -> task.status() != Status.NOT_RUN && task.status() != Status.SKIPPED)
        .map(task -> new StoredSeen(task.counts()))
        .findFirst();
  }

  long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  @Override
  public boolean ran() {
    return true;
  }

  @Override
  public String told() {
    if (count("rows") == 0) {
      return "No stored conflict is in the window.";
    }
    return "Looked at %s again%s"
        .formatted(
            rows(), written().isEmpty() ? "; nothing had to be written." : ": " + written() + ".");
  }

  /** Only what a step says at its end is known: a step that broke may have written more. */
  @Override
  public String kept() {
    return written().isEmpty()
        ? "Detection came to the end of no step that writes."
        : "What detection had done stays: %s.".formatted(written());
  }

  String rows() {
    return Words.counted(count("rows"), "stored row", "stored rows");
  }

  /** Empty where nothing was. */
  String written() {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put("updated", count("updated"));
    named.put("repaired", count("repaired"));
    String changed = Words.rows(named);
    String lost = count("marked") == 0 ? "" : Words.number(count("marked")) + LOST;
    return changed.isEmpty() || lost.isEmpty() ? changed + lost : changed + ", " + lost;
  }
}
