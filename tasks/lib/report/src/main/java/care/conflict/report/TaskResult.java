package care.conflict.report;

import care.conflict.core.RuleVersion;
import care.conflict.core.Run;
import care.conflict.core.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a task said about itself in its result document, or that it left none. */
public record TaskResult(
    String task,
    Status status,
    Optional<Instant> started,
    Optional<Duration> duration,
    Map<String, String> parameters,
    Map<String, Long> counts,
    List<Step> steps,
    List<String> warnings,
    List<Warning> countedWarnings,
    Map<String, Map<String, Long>> byRule,
    Optional<Problem> error,
    String note,
    Optional<SourceSeen> source,
    Optional<ChunksSeen> chunks,
    Optional<MoneySeen> money,
    List<String> ruleVersions) {

  /** A step of a task, with its rows by what happened to them. */
  public record Step(String name, Status status, Duration duration, Map<String, Long> counts) {}

  /** Why a task failed and what to do about it; the step is empty where there was none. */
  public record Problem(String message, String step, String advice) {}

  /** From a result document. */
  public static TaskResult of(Map<String, Object> values) {
    Document document = Document.of(values);
    return of(document, Status.of(document.text("status")));
  }

  /** A task without a result document. */
  public static TaskResult notRun(String task) {
    return of(Document.of(Map.of("task", task)), Status.NOT_RUN);
  }

  /** The task that writes the report, as far as it has come; its document follows later. */
  static TaskResult underWay(Run run, Instant now) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", run.task());
    document.put("started_at", run.started());
    document.put("duration_seconds", Run.inSeconds(Duration.between(run.started(), now)));
    document.put("parameters", run.configuration().shown());
    document.put("counts", run.counts().asMap());
    document.put("steps", run.steps().stream().map(TaskResult::document).toList());
    document.put("warnings", run.warnings());
    document.put("details", run.details());
    return of(Document.of(document), Status.UNDER_WAY);
  }

  private static Map<String, Object> document(Run.StepResult step) {
    return Map.of(
        "name",
        step.name(),
        "status",
        step.status(),
        "duration_seconds",
        Run.inSeconds(step.duration()),
        "counts",
        step.counts().asMap());
  }

  private static TaskResult of(Document document, Status status) {
    return new TaskResult(
        document.text("task"),
        status,
        document.instant("started_at"),
        document.seconds("duration_seconds"),
        document.within("parameters").texts(),
        document.within("counts").numbers(),
        document.list("steps").stream().map(step -> step(Document.of(step))).toList(),
        document.list("warnings").stream().map(Document::shown).toList(),
        document.list("counted_warnings").stream().map(Warning::read).toList(),
        byRule(document.within("details").within("by_rule")),
        problem(document),
        document.within("details").text("skipped"),
        SourceSeen.of(document),
        ChunksSeen.of(document),
        MoneySeen.of(document),
        ruleVersions(document, status));
  }

  /** By which it judged; a task that was skipped judged nothing. */
  private static List<String> ruleVersions(Document document, Status status) {
    String version = Words.plain(document.within("details").text(RuleVersion.NAME));
    return version.isEmpty() || status == Status.SKIPPED ? List.of() : List.of(version);
  }

  private static Step step(Document step) {
    return new Step(
        step.text("name"),
        Status.of(step.text("status")),
        step.seconds("duration_seconds").orElse(Duration.ZERO),
        step.within("counts").numbers());
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
