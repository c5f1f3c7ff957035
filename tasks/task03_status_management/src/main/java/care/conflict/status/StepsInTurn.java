package care.conflict.status;

import care.conflict.core.ExitCode;
import care.conflict.core.Redaction;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Takes one step after the other: one that fails does not keep the later ones from running, save
 * those that need it, and the task fails in the end.
 */
final class StepsInTurn {
  private final Run run;
  private final Map<String, TaskFailure> failed = new LinkedHashMap<>();

  StepsInTurn(Run run) {
    this.run = run;
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
    } catch (Exception e) {
      run.checkStopped();
      if (e instanceof TaskFailure failure && failure.exitCode() == ExitCode.LOCKED) {
        throw e;
      }
      TaskFailure failure = described(e);
      failed.put(step.name(), failure);
      run.warn(step.name() + ": " + failure.getMessage());
      if (step.way() != Step.Way.FETCHES && isLostConnection(e)) {
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

  /** A retry is useless only where it is for each step that failed. */
  private TaskFailure failure(String others) {
    boolean misused =
        failed.values().stream().allMatch(failure -> failure.exitCode() == ExitCode.MISUSED);
    return new TaskFailure(
        misused ? ExitCode.MISUSED : ExitCode.FAILED,
        failed.entrySet().stream()
            .map(step -> step.getKey() + ": " + step.getValue().getMessage())
            .collect(Collectors.joining("; ", "failed steps: ", "")),
        "%s Run the task again: it does what is left, of these steps too.".formatted(others));
  }

  private static TaskFailure described(Exception e) {
    SQLException database = database(e);
    if (e instanceof TaskFailure failure) {
      return failure;
    }
    String message =
        database == null
            ? e.getClass().getSimpleName() + ": " + Redaction.databaseMessage(e.getMessage())
            : "%s (%s)"
                .formatted(
                    Redaction.databaseMessage(database.getMessage()),
                    Objects.requireNonNullElse(database.getSQLState(), "no SQLSTATE"));
    return new TaskFailure(ExitCode.FAILED, message, "", e);
  }

  private static boolean isLostConnection(Exception e) {
    SQLException database = database(e);
    String state = database == null ? null : database.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private static SQLException database(Exception e) {
    for (Throwable it = e; it != null; it = it.getCause()) {
      if (it instanceof SQLException database) {
        return database;
      }
    }
    return null;
  }
}
