package care.conflict.report;

import java.time.Duration;
import java.util.List;

/** A task as the report shows it. */
record TaskRow(TaskResult result, String time, String rows, Share share, List<StepRow> steps) {

  /** A step as the report shows it. */
  record StepRow(String name, Status status, String time, String rows, Share share) {}

  static List<TaskRow> of(List<TaskResult> tasks) {
    long longest = tasks.stream().mapToLong(task -> millis(task)).max().orElse(0);
    return tasks.stream().map(task -> row(task, longest)).toList();
  }

  /** Whether there is more to say than its line does. */
  boolean hasMore() {
    return !steps.isEmpty();
  }

  private static TaskRow row(TaskResult task, long longest) {
    long slowest =
        task.steps().stream().mapToLong(step -> step.duration().toMillis()).max().orElse(0);
    return new TaskRow(
        task,
        task.duration().map(Words::duration).orElse(""),
        task.note().isEmpty() ? Words.rows(task.counts()) : Words.plain(task.note()),
        Share.of(0, millis(task), longest),
        task.steps().stream().map(step -> row(step, slowest)).toList());
  }

  private static StepRow row(TaskResult.Step step, long slowest) {
    return new StepRow(
        step.name(),
        step.status(),
        Words.duration(step.duration()),
        Words.rows(step.counts()),
        Share.of(0, step.duration().toMillis(), slowest));
  }

  private static long millis(TaskResult task) {
    return task.duration().map(Duration::toMillis).orElse(0L);
  }
}
