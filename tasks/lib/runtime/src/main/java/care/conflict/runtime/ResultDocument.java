package care.conflict.runtime;

import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.Warning;
import care.conflict.runtime.files.RunLocation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The result of a task as JSON; its form is docs/result-document.schema.json. Written whole or not
 * at all.
 */
final class ResultDocument {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultDocument() {}

  static String version() {
    String version = ResultDocument.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static ObjectNode of(Run run, Outcome outcome) {
    Instant ended = Instant.now();
    ObjectNode document = JSON.createObjectNode();
    document.put("task", run.task());
    document.put("version", version());
    document.put("run_id", run.runId());
    document.put("status", outcome.status());
    document.put("exit_code", outcome.exitCode().code());
    document.put("started_at", run.started().truncatedTo(ChronoUnit.MILLIS).toString());
    document.put("ended_at", ended.truncatedTo(ChronoUnit.MILLIS).toString());
    document.put("duration_seconds", Run.inSeconds(Duration.between(run.started(), ended)));
    document.set("parameters", JSON.valueToTree(run.configuration().shown()));
    document.set("counts", JSON.valueToTree(run.counts().asMap()));
    ArrayNode steps = document.putArray("steps");
    for (Run.StepResult step : run.steps()) {
      ObjectNode node = steps.addObject();
      node.put("name", step.name());
      node.put("status", step.status());
      node.put("duration_seconds", Run.inSeconds(step.duration()));
      node.set("counts", JSON.valueToTree(step.counts().asMap()));
    }
    document.set("warnings", JSON.valueToTree(run.warnings()));
    List<Map<String, Object>> counted =
        run.warned().stream().filter(it -> !it.counts().isEmpty()).map(Warning::asValue).toList();
    if (!counted.isEmpty()) {
      document.set("counted_warnings", JSON.valueToTree(counted));
    }
    document.set("details", JSON.valueToTree(run.details()));
    if (outcome.message().isEmpty()) {
      document.putNull("error");
    } else {
      ObjectNode error = document.putObject("error");
      error.put("message", run.redaction().secretsOf(outcome.message()));
      error.put("step", outcome.exitCode() == ExitCode.MISUSED ? null : run.currentStep());
      error.put("advice", outcome.advice());
    }
    return document;
  }

  /** Writes it as {@code <name>.json}; returns where. */
  static String write(Run run, String name, Outcome outcome) throws IOException {
    String json = JSON.writeValueAsString(of(run, outcome)) + "\n";
    return RunLocation.write(run, name + ".json", json);
  }
}
