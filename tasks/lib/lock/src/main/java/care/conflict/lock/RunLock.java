package care.conflict.lock;

import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The lock that lets one run at a time write: a row of ours beside settings.InProgressFlag, with a
 * lease and a fencing token that grows whenever the lock changes hands.
 */
public final class RunLock {
  /** So long somebody may hold the row of the application that has the flag, or ours. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Run run;
  private final Session session;
  private final Statements statements;

  /** Works on a session of its own, so that it never waits for the task's transactions. */
  public RunLock(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "run_lock").given("run_id", run.runId());
  }

  public LockState state() throws SQLException {
    List<Row> rows = statements.rows("lock_state");
    if (rows.size() != 1) {
      throw TaskFailure.misused("pipeline_lock must hold exactly one row", "Run migrate.");
    }
    return LockState.of(rows.get(0), statements.row("flag").number("flag"));
  }

  /** A transaction that changes the lock, or the flag beside it. */
  private <T> T change(Session.Work<T, RuntimeException> work) throws SQLException {
    return session.writeWithin(PATIENCE, "the lock or settings' row", work);
  }

  /** The lock as whoever changed it last left it; nobody else changes it before this one ends. */
  private LockState stateForChange() throws SQLException {
    statements.rows("lock_row");
    return state();
  }

  /**
   * Takes the lock for this run and raises the flag. Succeeds when the flag is not 1, when this run
   * holds the lock already, or when the holder's lease has ended. Until it is {@link #keep kept} it
   * is this task's alone. What other runs have planned counts no more.
   *
   * @return the fencing token
   */
  long acquire() throws SQLException {
    return acquire(false);
  }

  /**
   * The same for a task that is run alone: it does not disturb another one of its run that is at
   * work, but follows one that died.
   */
  long acquireBesideNobody() throws SQLException {
    return acquire(true);
  }

  private long acquire(boolean besideNobody) throws SQLException {
    return change(
        () -> {
          LockState before = stateForChange();
          boolean beside =
              besideNobody && before.aloneWith(run.runId(), run.task()) && lives(before);
          if (beside || before.busyFor(run.runId())) {
            throw new TaskFailure(
                ExitCode.LOCKED, "Run lock held by " + before.holder(), advice(before));
          }
          if (before.runId() != null && !before.heldBy(run.runId())) {
            run.warn("took over the lock of " + before.holder());
          }
          endBackends(before.token());
          long token =
              statements
                  .row(
                      "take",
                      "task",
                      run.task(),
                      "lease_minutes",
                      run.get(Parameters.LOCK_LEASE_MINUTES))
                  .number("token");
          statements.execute("set_flag", "flag", 1L);
          statements.execute("end_plans_of_others");
          if (state().flag() == 0) {
            throw TaskFailure.misused(
                "settings has no row: there is no InProgressFlag to raise",
                "The application's one row of settings must be there.");
          }
          run.log().log(EventLog.Level.INFO, "lock taken", "token", token);
          return token;
        });
  }

  /**
   * Joins the lock that this task's run holds, under a new token: what an earlier try of the task
   * has not committed rolls back.
   *
   * @return the fencing token; empty where the run holds no lock
   */
  OptionalLong join() throws SQLException {
    return change(
        () -> {
          LockState state = stateForChange();
          return state.keptBy(run.runId())
              ? OptionalLong.of(raise(state.token(), true))
              : OptionalLong.empty();
        });
  }

  /** The fencing token under which this task's run holds the lock; empty where it does not. */
  OptionalLong tokenOfRun() throws SQLException {
    LockState state = state();
    return state.keptBy(run.runId()) ? OptionalLong.of(state.token()) : OptionalLong.empty();
  }

  private long raise(long token, boolean kept) throws SQLException {
    endBackends(token);
    return statements.row("raise_token", "task", run.task(), "kept", kept).number("token");
  }

  /** Whether the holder still has connections; after SIGKILL they end by themselves. */
  private boolean lives(LockState state) throws SQLException {
    String mark = FencingToken.mark(run, state.token());
    return statements.row("backends", "mark", mark).number("backends") > 0;
  }

  /** Leaves the lock to the run when this task ends, if this token is in force. */
  void keep(long token) throws SQLException {
    if (session.write(() -> statements.rows("keep", "token", token)).isEmpty()) {
      throw FencingToken.lost();
    }
  }

  private static String advice(LockState state) {
    return state.runId() == null
        ? "Another system set the flag. If nothing runs any more: `run_lock release --foreign`."
        : "Wait, or release it with `run_lock release --run-id " + state.runId() + "`.";
  }

  /**
   * Ends what still runs under this token and makes it worthless. The lock stays, for this task
   * alone: one of the run that starts late does not join it, and waits for the end.
   *
   * @return the fencing token from now on
   */
  public long takeForTheEnd(long token) throws SQLException {
    long raised =
        change(
            () -> {
              if (stateForChange().token() != token) {
                throw FencingToken.lost();
              }
              return raise(token, false);
            });
    session.carry(FencingToken.mark(run, raised));
    return raised;
  }

  /** Frees the lock and takes the flag down, if this token is in force; false if it is not. */
  public boolean release(long token) throws SQLException {
    return release(token, false);
  }

  /** The same, and people are told that everything was brought up to date now. */
  public boolean releaseLoaded(long token) throws SQLException {
    return release(token, true);
  }

  private boolean release(long token, boolean loaded) throws SQLException {
    return change(
        () -> {
          LockState state = stateForChange();
          if (state.token() != token) {
            return false;
          }
          endBackends(token);
          statements.row("free");
          statements.execute("set_flag", "flag", 0L);
          if (loaded) {
            statements.execute("set_load_date");
          }
          run.log().log(EventLog.Level.INFO, "lock released", "token", token);
          return true;
        });
  }

  private void endBackends(long token) throws SQLException {
    long ended =
        statements.row("end_backends", "mark", FencingToken.mark(run, token)).number("ended");
    if (ended > 0) {
      run.warn("ended %d database connection(s) of a task that was still at work".formatted(ended));
    }
  }

  /** Notes the cron jobs to give back, if this token is in force. */
  public void noteCronJobs(long token, List<CronJob.Job> jobs) throws SQLException {
    CronJob.Job job = jobs.isEmpty() ? null : jobs.get(0);
    // Of the others those that were off stay so, whatever is noted.
    String more =
        jobs.stream()
            .skip(1)
            .filter(CronJob.Job::active)
            .map(it -> Long.toString(it.id()))
            .collect(Collectors.joining(","));
    session.write(
        () ->
            statements.execute(
                "note_cron_job",
                "job_id",
                job == null ? null : job.id(),
                "schedule",
                job == null ? null : job.schedule(),
                "active",
                job == null ? null : job.active(),
                "more",
                more.isEmpty() ? null : "{" + more + "}",
                "token",
                token));
  }

  /** Notes "now" for this run, unless it is noted already; returns what counts for the run. */
  public Instant noteNow(Instant now) throws SQLException {
    return session.write(
        () -> statements.row("note_run", "run_now", now.toString()).instant("run_now"));
  }

  /** "Now" as noted for this run. */
  public Optional<Instant> notedNow() throws SQLException {
    return statements.rows("run_now").stream().findFirst().map(row -> row.instant("run_now"));
  }

  /** The oldest visit date of the source, as noted for this run. */
  Optional<LocalDate> notedOldestVisit() throws SQLException {
    return statements.rows("oldest_visit").stream()
        .findFirst()
        .map(row -> LocalDate.parse(row.text("oldest_visit_date")));
  }

  /** Notes the oldest visit date of the source for this run, unless one is noted already. */
  public void noteOldestVisit(LocalDate oldest) throws SQLException {
    session.write(() -> statements.execute("note_oldest_visit", "oldest", oldest.toString()));
  }

  /** Notes that this run judges by this version of the rules, beside others that are noted. */
  void noteRules(String version) throws SQLException {
    session.write(() -> statements.execute("note_rules", "rule_version", version));
  }

  /** The clock of PostgreSQL. */
  public Instant clock() throws SQLException {
    return statements.row("clock").instant("now");
  }

  /** Says that the holder of this token lives; false where the lock was taken over. */
  boolean heartbeat(long token) throws SQLException {
    return !statements.rows("heartbeat", "token", token).isEmpty();
  }
}
