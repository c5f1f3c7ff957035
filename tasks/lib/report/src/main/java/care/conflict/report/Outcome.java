package care.conflict.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the run came to: a heading, a sentence or two below it, and a colour for both. */
record Outcome(String tone, String sign, String heading, String sentence) {

  static Outcome of(RunSummary summary, List<TaskResult> tasks, Found found) {
    String took = Words.duration(Duration.between(summary.started(), summary.ended()));
    Optional<TaskResult> broken = tasks.stream().filter(task -> task.status().bad()).findFirst();
    if (broken.isPresent()) {
      return broken(broken.get(), took, found);
    }
    String unfinished = brokenSteps(tasks);
    if (!unfinished.isEmpty()) {
      String dashboards = dashboards(tasks);
      return new Outcome(
          "attention",
          "!",
          dashboards.isEmpty()
              ? "The run is done, but not all of its steps"
              : "The run is done, but the dashboards are not refreshed",
          "%sFailed: %s. It took %s. %s".formatted(dashboards, unfinished, took, found.told()));
    }
    if (tasks.stream().allMatch(task -> task.started().isEmpty())) {
      return new Outcome("quiet", "○", "Nothing ran", "No task of this run left a result.");
    }
    return found.ran()
        ? new Outcome(
            "good", "✓", "The run is done", "It took %s. %s".formatted(took, found.told()))
        : new Outcome(
            "attention",
            "!",
            "The run ended without detection",
            "It took %s. No detection task left a result: no conflict was looked for."
                .formatted(took));
  }

  private static Outcome broken(TaskResult task, String took, Found found) {
    String what = task.status() == Status.FAILED ? "failed" : "was stopped";
    String step =
        task.error()
            .map(TaskResult.Problem::step)
            .filter(name -> !name.isEmpty())
            .map(name -> " in step " + name)
            .orElse("");
    return new Outcome(
        "bad",
        task.status().sign(),
        "The run " + what,
        "%s %s%s. %s The run took %s.".formatted(task.task(), what, step, found.kept(), took));
  }

  /** Why people go on seeing what was there before; empty where they see what is there now. */
  private static String dashboards(List<TaskResult> tasks) {
    String step = Report.DASHBOARDS + ": ";
    return tasks.stream()
        .flatMap(task -> task.warnings().stream())
        .filter(warning -> warning.startsWith(step))
        .map(warning -> Words.sentence(Words.plain(warning.substring(step.length()))) + " ")
        .findFirst()
        .orElse("");
  }

  private static String brokenSteps(List<TaskResult> tasks) {
    return tasks.stream()
        .flatMap(
            task ->
                task.steps().stream()
                    .filter(step -> step.status().bad())
                    .map(step -> task.task() + ", step " + step.name()))
        .collect(Collectors.joining("; "));
  }
}
