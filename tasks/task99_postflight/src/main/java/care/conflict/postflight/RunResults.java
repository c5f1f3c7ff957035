package care.conflict.postflight;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.report.Document;
import care.conflict.report.LastTry;
import care.conflict.report.Status;
import care.conflict.report.TaskResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tasks of conflict_management before this one left in the run location, read once. */
final class RunResults {
  static final String PREFLIGHT = "task00_preflight";

  /** In their order. */
  private static final List<String> TASKS = Catalogue.tasksBefore("task99_postflight");

  /** Without it nothing was brought up to date. */
  private static final String DETECTION = "task02_00_conflict_update";

  private final Run run;
  private final Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
  private boolean allRead = true;

  private RunResults(Run run) {
    this.run = run;
  }

  /**
   * Reads them; what cannot be read is a warning: a report that lacks a task is better than none.
   */
  static RunResults read(Run run) {
    RunResults results = new RunResults(run);
    for (String task : TASKS) {
      try {
        results.read(task);
      } catch (IOException | TaskFailure e) {
        run.warn("%s: its result cannot be read; %s".formatted(task, why(e)));
        results.allRead = false;
      }
    }
    return results;
  }

  private void read(String task) throws IOException {
    Optional<Map<String, Object>> told = LastTry.told(run, task);
    if (told.isPresent()) {
      documents.put(task, InShards.told(run, task, told.get()));
    }
  }

  /** Of a text that is no JSON the message quotes what could not be read. */
  private static String why(Exception e) {
    return e instanceof TaskFailure failure ? failure.getMessage() : e.getClass().getSimpleName();
  }

  /** Every task in its order, also those that left nothing. */
  List<TaskResult> tasks() {
    return TASKS.stream()
        .map(
            task ->
                Optional.ofNullable(documents.get(task))
                    .map(TaskResult::of)
                    .orElseGet(() -> TaskResult.notRun(task)))
        .toList();
  }

  Optional<Document> of(String task) {
    return Optional.ofNullable(documents.get(task)).map(Document::of);
  }

  /**
   * Whether all that ran of this run came to its end, detection among it: only then were the tables
   * brought up to date.
   */
  boolean allDone() {
    return allRead
        && ofThisRun(DETECTION).filter(Status.SUCCESS::equals).isPresent()
        && TASKS.stream()
            .flatMap(task -> ofThisRun(task).stream())
            .allMatch(status -> status == Status.SUCCESS || status == Status.SKIPPED);
  }

  /** How a task of this run ended; a location may hold documents of an earlier one. */
  private Optional<Status> ofThisRun(String task) {
    return of(task)
        .filter(document -> document.text("run_id").equals(run.runId()))
        .map(document -> Status.of(document.text("status")));
  }
}
