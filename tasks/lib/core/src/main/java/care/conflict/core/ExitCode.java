package care.conflict.core;

/** What a command tells its caller when it ends; Airflow retries {@link #FAILED} alone. */
public enum ExitCode {
  /** Done, or skipped by configuration. */
  DONE(0),
  /** Failed; may pass on a retry. */
  FAILED(1),
  /** Wrong usage or configuration; a retry is useless. */
  MISUSED(2),
  /** The lock is held by another run. */
  LOCKED(3),
  /** The source is not fit to run on, or a cleanup would resolve implausibly much (spec: gate). */
  UNFIT(4),
  /** Done, and the answer is no: what was asked about is no conflict. */
  NO_CONFLICT(10),
  /** Done, and the answer is: a run would change nothing. */
  NOTHING_CHANGES(11),
  /** Done, and what was asked not to be is: a condition of {@code --fail-if} holds. */
  CONDITION_HOLDS(12),
  /** Stopped by SIGTERM. */
  STOPPED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
