package care.conflict.lock;

import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.List;

/** The pg_cron job that refreshes the materialized view between runs, or more of its name. */
public final class CronJob implements AutoCloseable {
  /** A job as pg_cron lists it. */
  public record Job(long id, String schedule, boolean active) {
    /** The same job, switched off. */
    public Job off() {
      return new Job(id, schedule, false);
    }
  }

  private final Run run;
  private final Store store;
  private final Session session;
  private final Statements statements;

  private CronJob(Run run, Store store, Session session) {
    this.run = run;
    this.store = store;
    this.session = session;
    this.statements = Statements.of(session, "cron");
  }

  /** Connects, in a way that whoever takes this fencing token over can end. */
  public static CronJob open(Run run, long token) throws SQLException {
    Store store = Store.open(run, run.get(Parameters.CRON_DATABASE));
    try {
      Session session = store.closingSession();
      session.carry(FencingToken.mark(run, token));
      return new CronJob(run, store, session);
    } catch (SQLException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * The jobs of the name; none, with a warning, where there is no pg_cron, no such job, or no leave
   * to look or to switch.
   */
  public List<Job> find() throws SQLException {
    try {
      return look(run.get(Parameters.CRON_JOB_NAME));
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.PRIVILEGE)) {
        throw e;
      }
      run.warn(
          "the cron job could not be looked at: role %s may not use pg_cron; `migrate --grant-to` lets it"
              .formatted(run.get(Parameters.POSTGRES_USER)));
      return List.of();
    }
  }

  private List<Job> look(String name) throws SQLException {
    if (!installed()) {
      run.warn(
          "no pg_cron in database " + run.get(Parameters.CRON_DATABASE) + "; no job to switch off");
      return List.of();
    }
    List<Row> jobs = statements.rows("find_jobs", "name", name);
    if (jobs.isEmpty()) {
      run.warn(
          "pg_cron shows no job %s to role %s (only a job's owner sees it); nothing to switch off"
              .formatted(name, run.get(Parameters.POSTGRES_USER)));
    } else if (jobs.get(0).denies("may_switch")) {
      mayNotSwitch(name);
      return List.of();
    }
    return jobs.stream()
        .map(job -> new Job(job.number("jobid"), job.text("schedule"), job.flag("active")))
        .toList();
  }

  private void mayNotSwitch(String job) {
    String role = run.get(Parameters.POSTGRES_USER);
    run.warn(
        "cron job %s stays as it is: role %s may not switch it. Ask for: GRANT EXECUTE ON FUNCTION cron.alter_job TO %s, and the job scheduled by that role"
            .formatted(job, role, role));
  }

  /** Switches a job off; false, with a warning, where the role may not. */
  public boolean switchOff(Job job) throws SQLException {
    try {
      setActive(job.off());
      return true;
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.PRIVILEGE)) {
        throw e;
      }
      mayNotSwitch(Long.toString(job.id()));
      return false;
    }
  }

  /** Switches a job on or off, as it says; false where there is none of that id. */
  public boolean setActive(Job job) throws SQLException {
    return installed()
        && !statements.rows("set_active", "job_id", job.id(), "active", job.active()).isEmpty();
  }

  private boolean installed() throws SQLException {
    return statements.row("exists").flag("installed");
  }

  @Override
  public void close() throws SQLException {
    try {
      session.close();
    } finally {
      store.close();
    }
  }
}
