package care.conflict.report;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All that the report of a run is made from. The maps name tables; statusFlags holds for each table
 * the rows by StatusFlag.
 */
public record RunSummary(
    String runId,
    String environment,
    Instant started,
    Instant ended,
    List<TaskResult> tasks,
    Map<String, Long> rowsBefore,
    Map<String, Long> rowsAfter,
    Map<String, Map<String, Long>> statusFlags,
    List<String> warnings,
    Document trends) {
  public RunSummary {
    tasks = List.copyOf(tasks);
    warnings = List.copyOf(warnings);
  }

  /** Without trends. */
  public RunSummary(
      String runId,
      String environment,
      Instant started,
      Instant ended,
      List<TaskResult> tasks,
      Map<String, Long> rowsBefore,
      Map<String, Long> rowsAfter,
      Map<String, Map<String, Long>> statusFlags,
      List<String> warnings) {
    this(
        runId,
        environment,
        started,
        ended,
        tasks,
        rowsBefore,
        rowsAfter,
        statusFlags,
        warnings,
        Document.of(null));
  }

  /** What the tasks before told, and as far as it has come the one that writes the report. */
  public static RunSummary of(Run run, List<TaskResult> before) {
    Instant now = Instant.now();
    List<TaskResult> tasks = new ArrayList<>(before);
    tasks.add(TaskResult.underWay(run, now));
    Instant started =
        tasks.stream()
            .flatMap(task -> task.started().stream())
            .min(Comparator.naturalOrder())
            .orElse(run.started());
    return new RunSummary(
        run.runId(),
        run.get(Parameters.ENVIRONMENT),
        started,
        now,
        tasks,
        Map.of(),
        Map.of(),
        Map.of(),
        run.warnings());
  }

  /** The same, with what the tables held before and after the run. */
  public RunSummary with(
      Map<String, Long> before, Map<String, Long> after, Map<String, Map<String, Long>> flags) {
    return new RunSummary(
        runId, environment, started, ended, tasks, before, after, flags, warnings, trends);
  }

  /** The same, with the trends as trends.json has them; empty where there are none. */
  public RunSummary with(Map<String, Object> told) {
    return new RunSummary(
        runId,
        environment,
        started,
        ended,
        tasks,
        rowsBefore,
        rowsAfter,
        statusFlags,
        warnings,
        Document.of(told));
  }
}
