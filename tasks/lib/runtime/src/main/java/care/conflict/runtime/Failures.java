package care.conflict.runtime;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import java.util.Optional;

/** Makes failures readable: what, where, what now; without data of persons. */
final class Failures {
  private Failures() {}

  static Outcome describe(Throwable e, Run run) {
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
