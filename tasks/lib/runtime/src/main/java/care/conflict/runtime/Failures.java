package care.conflict.runtime;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import java.util.Optional;

/** Makes failures readable: what, where, what now; without data of persons. */
final class Failures {
  private Failures() {}

  /** What a task has come to that ended with this. */
  static Outcome outcome(Throwable e, Run run) {
    if (run.stopReason() != null) {
      return Outcome.failed(run.stopReason());
    }
    return e instanceof TaskFailure failure ? Outcome.failed(failure) : described(e, run);
  }

  private static Outcome described(Throwable e, Run run) {
    String message =
        (run.currentStep() == null ? run.task() : run.currentStep()) + ": " + run.told(e);
    Optional<DatabaseError> database = run.databaseError(e);
    return database.isPresent()
        ? new Outcome.Failed(database.get().exitCode(), message, database.get().advice())
        : new Outcome.Failed(
            ExitCode.FAILED,
            message,
            "If a retry fails as well, this is a defect: report it with the log.");
  }
}
