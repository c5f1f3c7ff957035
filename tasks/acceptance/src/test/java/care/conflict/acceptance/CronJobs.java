package care.conflict.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A stand-in for pg_cron, in the server's database postgres: its table of jobs, its function. */
final class CronJobs implements AutoCloseable {

  private static final String NAME = "refresh_mv_payer_conflicts_common";

  private CronJobs() {}

  /** pg_cron with one job. */
  static CronJobs withJob(long id, boolean active) {
    CronJobs jobs = new CronJobs();
    execute("CREATE SCHEMA cron");
    execute("CREATE TABLE cron.job (jobid bigint, schedule text, jobname text, active boolean)");
    execute(
        """
        CREATE FUNCTION cron.alter_job(job_id bigint, schedule text DEFAULT NULL, active boolean DEFAULT NULL)
        RETURNS void LANGUAGE sql AS
        'UPDATE cron.job SET active = coalesce(alter_job.active, job.active) WHERE jobid = job_id'""");
    execute("INSERT INTO cron.job VALUES (1, '0 3 * * *', 'another job', TRUE)");
    execute(
        "INSERT INTO cron.job VALUES (%d, '*/10 * * * *', '%s', %s)".formatted(id, NAME, active));
    return jobs;
  }

  /** Ids of the jobs that are switched on, in order. */
  String active() {
    return ask("SELECT string_agg(jobid::text, ',' ORDER BY jobid) FROM cron.job WHERE active");
  }

  static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + Database.port() + "/postgres",
        "postgres",
        Database.SECRET);
  }

  private static String ask(String sql) {
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
    execute("DROP SCHEMA IF EXISTS cron CASCADE");
  }
}
