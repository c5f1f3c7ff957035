package care.conflict.acceptance.stage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * pg_cron in the server's database postgres: the real one where the tests are given a server that
 * has it (make test-pgcron), else a stand-in with its table of jobs, its policy and its function.
 */
public final class CronJobs implements AutoCloseable {

  /** The job that a run switches off. */
  public static final String NAME = "refresh_mv_payer_conflicts_common";

  /** Whether the server has a real pg_cron. */
  static final boolean REAL = !"none".equals(System.getProperty("pgcron.port", "none"));

  private static final String STAND_IN =
      """
      CREATE SCHEMA cron;
      CREATE TABLE cron.job (
        jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL,
        database text NOT NULL DEFAULT current_database(), username text NOT NULL DEFAULT current_user,
        active boolean NOT NULL DEFAULT TRUE, jobname name, UNIQUE (jobname, username));
      GRANT SELECT ON cron.job TO public;
      ALTER TABLE cron.job ENABLE ROW LEVEL SECURITY;
      CREATE POLICY cron_job_policy ON cron.job USING (username = current_user);
      CREATE FUNCTION cron.alter_job(job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL,
        database text DEFAULT NULL, username text DEFAULT NULL, active boolean DEFAULT NULL)
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        UPDATE cron.job SET active = coalesce(alter_job.active, job.active)
        WHERE jobid = job_id AND (job.username = session_user
          OR (SELECT rolsuper FROM pg_roles WHERE rolname = session_user));
        IF NOT FOUND THEN
          RAISE EXCEPTION 'Job % does not exist or you don''t own it', job_id;
        END IF;
      END $$;
      REVOKE ALL ON FUNCTION cron.alter_job FROM public""";

  private CronJobs() {}

  /** pg_cron with one job that is ours, and one that is not. */
  public static CronJobs withJob(long id, boolean active) {
    CronJobs jobs = new CronJobs();
    execute(REAL ? "CREATE EXTENSION pg_cron" : STAND_IN);
    jobs.add(1, "0 3 * * *", "another job", "postgres", true);
    jobs.add(id, "*/10 * * * *", NAME, "postgres", active);
    return jobs;
  }

  public void add(long id, String schedule, String name, String owner, boolean active) {
    execute(
        "INSERT INTO cron.job (jobid, schedule, command, username, active, jobname) VALUES (%d, '%s', 'SELECT 1', '%s', %s, '%s')"
            .formatted(id, schedule, owner, active, name));
  }

  /** Ids of the jobs that are switched on, in order. */
  public String active() {
    return ask("SELECT string_agg(jobid::text, ',' ORDER BY jobid) FROM cron.job WHERE active");
  }

  /** Everything about all jobs. */
  public String jobs() {
    return ask("SELECT string_agg(row_to_json(j)::text, ' ' ORDER BY jobid) FROM cron.job j");
  }

  public static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + Database.port() + "/postgres",
        "postgres",
        Database.SECRET);
  }

  /** The port of the server with the real pg_cron. */
  static int realPort() {
    return Integer.parseInt(System.getProperty("pgcron.port"));
  }

  public static String ask(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    execute(REAL ? "DROP EXTENSION IF EXISTS pg_cron" : "DROP SCHEMA IF EXISTS cron CASCADE");
  }
}
