package care.conflict.core;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a message for people: what, where, and what to do now. The message never holds
 * secrets or data of persons.
 */
public final class TaskFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String advice;

  public TaskFailure(ExitCode exitCode, String message, String advice) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  public TaskFailure(ExitCode exitCode, String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  /** Wrong usage, configuration or input: a retry is useless. */
  public static TaskFailure misused(String message, String advice) {
    return new TaskFailure(ExitCode.MISUSED, message, advice);
  }

  /** May pass on a retry. */
  public static TaskFailure failed(String message, String advice) {
    return new TaskFailure(ExitCode.FAILED, message, advice);
  }

  /** The source is not fit to run on, or a cleanup would resolve implausibly much (spec: gate). */
  public static TaskFailure unfit(String message, String advice) {
    return new TaskFailure(ExitCode.UNFIT, message, advice);
  }

  /** What and where; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** What the reader can do now; never null, maybe empty. */
  public String advice() {
    return advice;
  }
}
