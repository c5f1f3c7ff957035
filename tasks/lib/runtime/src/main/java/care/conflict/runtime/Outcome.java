package care.conflict.runtime;

import care.conflict.core.ExitCode;
import care.conflict.core.TaskFailure;

/** How a task ended. */
sealed interface Outcome {
  ExitCode exitCode();

  /** As the result document says it. */
  String status();

  /** What went wrong, empty where nothing did. */
  default String message() {
    return "";
  }

  default String advice() {
    return "";
  }

  record Done(ExitCode exitCode) implements Outcome {
    @Override
    public String status() {
      return "success";
    }
  }

  record Skipped() implements Outcome {
    @Override
    public ExitCode exitCode() {
      return ExitCode.DONE;
    }

    @Override
    public String status() {
      return "skipped";
    }
  }

  record Failed(ExitCode exitCode, String message, String advice) implements Outcome {
    @Override
    public String status() {
      return "failed";
    }
  }

  record Interrupted() implements Outcome {
    @Override
    public ExitCode exitCode() {
      return ExitCode.STOPPED;
    }

    @Override
    public String status() {
      return "interrupted";
    }

    @Override
    public String message() {
      return "stopped by SIGTERM; what was not committed is rolled back";
    }

    @Override
    public String advice() {
      return "Run the task again: it does what is left.";
    }
  }

  static Outcome failed(TaskFailure failure) {
    return failure.exitCode() == ExitCode.STOPPED
        ? new Interrupted()
        : new Failed(failure.exitCode(), failure.getMessage(), failure.advice());
  }
}
