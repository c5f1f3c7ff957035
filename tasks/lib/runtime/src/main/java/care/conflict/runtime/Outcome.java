package care.conflict.runtime;

import care.conflict.core.ExitCode;
import care.conflict.core.TaskFailure;

/** How a task ended. */
sealed interface Outcome {
  record Done() implements Outcome {}

  record Skipped(String reason) implements Outcome {}

  record Failed(ExitCode code, String text, String hint) implements Outcome {}

  record Interrupted() implements Outcome {}

  static Outcome failed(TaskFailure failure) {
    return failure.exitCode() == ExitCode.STOPPED
        ? new Interrupted()
        : new Failed(failure.exitCode(), failure.getMessage(), failure.advice());
  }

  default ExitCode exitCode() {
    if (this instanceof Failed failed) {
      return failed.code();
    }
    return this instanceof Interrupted ? ExitCode.STOPPED : ExitCode.DONE;
  }

  /** As the result document says it. */
  default String status() {
    if (this instanceof Failed) {
      return "failed";
    }
    if (this instanceof Interrupted) {
      return "interrupted";
    }
    return this instanceof Skipped ? "skipped" : "success";
  }

  /** What went wrong, empty where nothing did. */
  default String message() {
    if (this instanceof Failed failed) {
      return failed.text();
    }
    return this instanceof Interrupted
        ? "stopped by SIGTERM; what was not committed is rolled back"
        : "";
  }

  default String advice() {
    if (this instanceof Failed failed) {
      return failed.hint();
    }
    return this instanceof Interrupted ? "Run the task again: it does what is left." : "";
  }
}
