package care.conflict.stages.status;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes one step after the other: one that fails does not keep the later ones from running, save
 * those that need it, and the task fails in the end.
 */
final class StepsInTurn {
  private final Run run;
  private final Runnable onFailure;
  private final Map<String, TaskFailure> failed = new LinkedHashMap<>();

  /**
   * @param onFailure what is done when a step has failed, before the next one
   */
  StepsInTurn(Run run, Runnable onFailure) {
    this.run = run;
    this.onFailure = onFailure;
  }

  /** Runs a step. Only what ends the task is thrown: a stop, a lost lock, a lost database. */
  void take(Step step, Run.Body body) throws Exception {
    try {
      run.step(
          step.name(),
          () -> {
            checkNeeds(step);
            return body.run();
          });
    } catch (Throwable e) { // a driver's Error fails its step, and no other
      run.checkStopped();
      if (e instanceof TaskFailure failure && failure.exitCode() == ExitCode.LOCKED) {
        throw e;
      }
      TaskFailure failure = described(e);
      failed.put(step.name(), failure);
      onFailure.run();
      run.warn(step.name() + ": " + failure.getMessage());
      if (!step.fetches() && DatabaseError.isLostConnection(e)) {
        throw failure("The connection to the store was lost: later steps did not run.");
      }
    }
  }

  private void checkNeeds(Step step) {
    for (String needed : step.needs()) {
      TaskFailure failure = failed.get(needed);
      if (failure != null) {
        throw new TaskFailure(failure.exitCode(), "needs " + needed + ", which failed", "");
      }
    }
  }

  /** Fails the task where a step failed. */
  void end() {
    if (!failed.isEmpty()) {
      throw failure("The other steps are done.");
    }
  }

  /** A retry is useless only where it is for each step that failed, and for the same reason. */
  private TaskFailure failure(String others) {
    List<ExitCode> codes = failed.values().stream().map(TaskFailure::exitCode).distinct().toList();
    String advice =
        failed.values().stream()
            .map(TaskFailure::advice)
            .filter(it -> !it.isEmpty())
            .distinct()
            .collect(Collectors.joining(" "));
    return new TaskFailure(
        codes.size() == 1 ? codes.get(0) : ExitCode.FAILED,
        failed.entrySet().stream()
            .map(step -> step.getKey() + ": " + step.getValue().getMessage())
            .collect(Collectors.joining("; ", "failed steps: ", "")),
        "%s %s"
            .formatted(
                others,
                advice.isEmpty()
                    ? "Run the task again: it does what is left, of these steps too."
                    : advice));
  }

  private TaskFailure described(Throwable e) {
    return e instanceof TaskFailure failure
        ? failure
        : run.databaseError(e)
            .map(error -> error.failure("", e))
            .orElseGet(() -> new TaskFailure(ExitCode.FAILED, run.told(e), "", e));
  }
}
