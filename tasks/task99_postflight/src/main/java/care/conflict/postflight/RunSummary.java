package care.conflict.postflight;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that the report of a run is made from. The maps name tables; statusFlags holds for each table
 * the rows by StatusFlag. A map or list that is null counts as empty.
 */
record RunSummary(
    String runId,
    String environment,
    Instant started,
    Instant ended,
    List<TaskResult> tasks,
    Map<String, Long> rowsBefore,
    Map<String, Long> rowsAfter,
    Map<String, Map<String, Long>> statusFlags,
    List<String> warnings) {
  RunSummary {
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
    rowsBefore = rowsBefore == null ? Map.of() : rowsBefore;
    rowsAfter = rowsAfter == null ? Map.of() : rowsAfter;
    statusFlags = statusFlags == null ? Map.of() : statusFlags;
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }
}
