package care.conflict.runtime;

import care.conflict.core.ExitCode;
import care.conflict.core.Redaction;
import care.conflict.core.Run;
import java.sql.SQLException;

/** Makes failures readable: what, where, what now; without data of persons. */
final class Failures {
  private Failures() {}

  static Outcome describe(Throwable e, Run run) {
    SQLException database = cause(e, SQLException.class);
    String where = run.currentStep() == null ? run.task() : run.currentStep();
    if (database != null) {
      String state = database.getSQLState() == null ? "no SQLSTATE" : database.getSQLState();
      return new Outcome.Failed(
          ExitCode.FAILED,
          "%s: %s (%s)".formatted(where, Redaction.databaseMessage(database.getMessage()), state),
          advice(state));
    }
    return new Outcome.Failed(
        ExitCode.FAILED,
        where + ": " + words(e),
        "If a retry fails as well, this is a defect: report it with the log.");
  }

  /** What kind of failure, what it says, and what it came of: it may be a class that lacks. */
  static String words(Throwable e) {
    String message = e.getMessage() == null ? "" : ": " + Redaction.databaseMessage(e.getMessage());
    String cause = e instanceof Error && e.getCause() != null ? " < " + words(e.getCause()) : "";
    return e.getClass().getSimpleName() + message + cause;
  }

  private static String advice(String state) {
    if (state.startsWith("08") || state.startsWith("57P")) {
      return "The database was lost or cannot be reached; what was not committed is rolled back. Run the task again.";
    }
    if (state.startsWith("28")) {
      return "The database refuses the user or password. Check the secret.";
    }
    return switch (state) {
      case "57014" ->
          "The statement took longer than statement_timeout_minutes. Nothing of it was written.";
      case "42501" -> "The role lacks a privilege; sql/schema holds the grants.";
      case "42P01", "42703" -> "A table or column is missing; run migrate and task00_preflight.";
      default -> "What was not committed is rolled back. Run the task again; it does what is left.";
    };
  }

  private static <T extends Throwable> T cause(Throwable e, Class<T> type) {
    for (Throwable it = e; it != null; it = it.getCause()) {
      if (type.isInstance(it)) {
        return type.cast(it);
      }
    }
    return null;
  }
}
