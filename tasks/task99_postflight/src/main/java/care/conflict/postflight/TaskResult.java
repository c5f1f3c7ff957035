package care.conflict.postflight;

import care.conflict.core.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a task said about itself in its result document, or that it left none. */
record TaskResult(
    String task,
    Status status,
    Optional<Instant> started,
    Optional<Duration> duration,
    Map<String, String> parameters,
    Map<String, Long> counts,
    List<Step> steps,
    List<String> warnings,
    Map<String, Map<String, Long>> byRule,
    Optional<Problem> error,
    String note,
    Optional<SourceSeen> source) {

  /** A step of a task, with its rows by what happened to them. */
  record Step(String name, Status status, Duration duration, Map<String, Long> counts) {}

  /** Why a task failed and what to do about it; the step is empty where there was none. */
  record Problem(String message, String step, String advice) {}

  /** From a result document. */
  static TaskResult of(Map<String, Object> values) {
    Document document = Document.of(values);
    return new TaskResult(
        document.text("task"),
        Status.of(document.text("status")),
        document.instant("started_at"),
        document.seconds("duration_seconds"),
        document.within("parameters").texts(),
        document.within("counts").numbers(),
        document.list("steps").stream().map(step -> step(Document.of(step))).toList(),
        document.list("warnings").stream().map(Document::shown).toList(),
        byRule(document.within("details").within("by_rule")),
        problem(document),
        document.within("details").text("skipped"),
        SourceSeen.of(document));
  }

  /** A task without a result document. */
  static TaskResult notRun(String task) {
    return new TaskResult(
        task,
        Status.NOT_RUN,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** The task that writes the report, as far as it has come; its document follows later. */
  static TaskResult underWay(Run run, Instant now) {
    return new TaskResult(
        run.task(),
        Status.UNDER_WAY,
        Optional.of(run.started()),
        Optional.of(Duration.between(run.started(), now)),
        run.configuration().shown(),
        run.counts().asMap(),
        run.steps().stream().map(TaskResult::step).toList(),
        run.warnings(),
        Map.of(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  private static Step step(Document step) {
    return new Step(
        step.text("name"),
        Status.of(step.text("status")),
        step.seconds("duration_seconds").orElse(Duration.ZERO),
        step.within("counts").numbers());
  }

  private static Step step(Run.StepResult step) {
    return new Step(step.name(), Status.of(step.status()), step.duration(), step.counts().asMap());
  }

  private static Map<String, Map<String, Long>> byRule(Document rules) {
    Map<String, Map<String, Long>> byRule = new LinkedHashMap<>();
    rules
        .values()
        .forEach((rule, counts) -> byRule.put(rule.toString(), Document.of(counts).numbers()));
    return byRule;
  }

  private static Optional<Problem> problem(Document document) {
    Document error = document.within("error");
    return error.values().isEmpty()
        ? Optional.empty()
        : Optional.of(new Problem(error.text("message"), error.text("step"), error.text("advice")));
  }
}
