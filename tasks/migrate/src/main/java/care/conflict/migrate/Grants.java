package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.SqlText;
import care.conflict.core.StepSql;
import care.conflict.core.TaskFailure;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Gives a role what the tasks need and nothing more. It owns what they replace or refresh; of the
 * rest it may read and write what they read and write, and VACUUM.
 */
final class Grants {
  private final Run run;
  private final Session session;
  private final String role;
  private final StepSql sql;

  Grants(Run run, Session session, String role) {
    this.run = run;
    this.session = session;
    this.role = role;
    this.sql = Store.sql(run, "schema/grants").with("role", role);
  }

  /** In the pipeline's database, in one transaction. */
  Counts apply() throws SQLException {
    Map<String, Object> state = session.row(sql.find("role_state"), Map.of("role", role));
    if (!Boolean.TRUE.equals(state.get("present"))) {
      throw TaskFailure.misused(
          "role " + role + " is not there",
          "Have an administrator run: CREATE ROLE " + role + " LOGIN.");
    }
    boolean canMaintain = Boolean.TRUE.equals(state.get("can_grant_maintain"));
    long owned =
        session.write(
            () -> {
              grant("privileges");
              grant("sequences");
              if (canMaintain) {
                grant("maintain");
              }
              return own();
            });
    if (!canMaintain) {
      run.warn(
          "this PostgreSQL is older than 17: only a table's owner can VACUUM it, so %s cannot;"
                  .formatted(role)
              + " PostgreSQL says so and goes on, and leaves the tables to autovacuum");
    }
    run.log().log(EventLog.Level.INFO, "granted", "role", role);
    return Counts.of("owners_changed", owned);
  }

  private long own() throws SQLException {
    List<Map<String, Object>> others =
        session.rows(sql.find("owned"), Map.of("role", role)).stream()
            .filter(row -> !Boolean.TRUE.equals(row.get("owned")))
            .toList();
    for (Map<String, Object> relation : others) {
      grant(String.valueOf(relation.get("statement")));
      run.log().log(
          EventLog.Level.INFO,
          "owner changed",
          "of",
          relation.get("relation"),
          "from",
          relation.get("owner"),
          "to",
          role);
    }
    return others.size();
  }

  private void grant(String statement) throws SQLException {
    session.execute(sql.find(statement), Map.of());
  }

  /** In the database of pg_cron, where there is one. */
  Counts applyToCron() throws SQLException {
    try (Store store = Store.open(run, run.get(Parameters.CRON_DATABASE));
        Session cron = store.session()) {
      SqlText exists = Store.sql(run, "cron").find("exists");
      if (!Boolean.TRUE.equals(cron.row(exists, Map.of()).get("installed"))) {
        run.log().log(
            EventLog.Level.INFO, "no pg_cron", "database", run.get(Parameters.CRON_DATABASE));
        return Counts.NONE;
      }
      cron.execute(sql.find("cron"), Map.of());
      String job = run.get(Parameters.CRON_JOB_NAME);
      for (Map<String, Object> row : cron.rows(sql.find("cron_job_owner"), Map.of("name", job))) {
        if (!role.equals(row.get("username"))) {
          run.warn(
              "cron job %s belongs to %s; %s can switch it only as its owner: schedule it again as %s"
                  .formatted(job, row.get("username"), role, role));
        }
      }
      return Counts.NONE;
    }
  }
}
