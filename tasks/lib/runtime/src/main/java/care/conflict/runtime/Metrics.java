package care.conflict.runtime;

import care.conflict.core.Command.Trait;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a task came to as one line in CloudWatch's embedded metric format, from which CloudWatch
 * Logs makes metrics by itself. Numbers and names only.
 */
final class Metrics {
  private static final String NAMESPACE = "ConflictManagement";
  private static final List<String> OUTCOMES =
      List.of("success", "failed", "interrupted", "skipped");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode line = JSON.createObjectNode();
  private final ArrayNode metrics = JSON.createArrayNode();

  private Metrics(Run run, Outcome outcome, Instant ended) {
    ObjectNode directive = JSON.createObjectNode().put("Namespace", NAMESPACE);
    directive.putArray("Dimensions").addArray().add("Task").add("Environment");
    directive.set("Metrics", metrics);
    ObjectNode head = line.putObject("_aws").put("Timestamp", ended.toEpochMilli());
    head.putArray("CloudWatchMetrics").add(directive);
    line.put("Task", run.task());
    line.put("Environment", run.configuration().find(Parameters.ENVIRONMENT).orElse("unknown"));
    line.put("RunId", run.runId());
    line.put("ExitCode", outcome.exitCode().code());
    add("TaskDuration", "Seconds");
    line.put("TaskDuration", Run.inSeconds(Duration.between(run.started(), ended)));
    for (String status : OUTCOMES) {
      add("Task" + camelCase(status), "Count");
      line.put("Task" + camelCase(status), outcome.status().equals(status) ? 1 : 0);
    }
    add("TaskWarnings", "Count");
    line.put("TaskWarnings", run.warnings().size());
    run.counts()
        .asMap()
        .forEach(
            (name, rows) -> {
              add(camelCase(name), "Count");
              line.put(camelCase(name), rows);
            });
    ObjectNode steps = line.putObject("StepSeconds");
    run.steps().forEach(step -> steps.put(step.name(), Run.inSeconds(step.duration())));
  }

  /** Prints the line where programs read the log; commands for people have none. */
  static void print(PipelineTask task, Run run, Outcome outcome) {
    boolean read = run.configuration().find(Parameters.LOG_FORMAT).orElse("").equals("json");
    if (read
        && run.configuration().find(Parameters.METRICS).orElse(true)
        && !task.head().is(Trait.INTERACTIVE)) {
      System.out.println(new Metrics(run, outcome, Instant.now()).line);
    }
  }

  private void add(String name, String unit) {
    metrics.addObject().put("Name", name).put("Unit", unit);
  }

  /** {@code pairs_read} as {@code PairsRead}. */
  private static String camelCase(String name) {
    StringBuilder words = new StringBuilder();
    for (String word : name.split("_", -1)) {
      if (!word.isEmpty()) {
        words.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return words.toString();
  }
}
