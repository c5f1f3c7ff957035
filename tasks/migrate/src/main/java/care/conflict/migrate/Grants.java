package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives a role what the tasks need and nothing more. It owns what they replace or refresh; of the
 * rest it may read and write what they read and write, and VACUUM.
 */
final class Grants {
  private final Run run;
  private final Session session;
  private final String role;
  private final Statements statements;

  Grants(Run run, Session session, String role) {
    this.run = run;
    this.session = session;
    this.role = role;
    this.statements = grants(session);
  }

  /** In the pipeline's database, in one transaction. */
  Counts apply() throws SQLException {
    Row state = statements.row("role_state");
    if (!state.flag("present")) {
      throw TaskFailure.misused(
          "role " + role + " is not there",
          "Have an administrator run: CREATE ROLE " + role + " LOGIN.");
    }
    boolean canMaintain = state.flag("can_grant_maintain");
    session.write(
        () -> {
          statements.execute("privileges");
          statements.execute("sequences");
          if (canMaintain) {
            statements.execute("maintain");
            statements.execute("maintain_partitions");
          }
          return role;
        });
    if (!canMaintain) {
      run.warn(
          "this PostgreSQL is older than 17: only a table's owner can VACUUM it, so %s cannot;"
                  .formatted(role)
              + " PostgreSQL says so and goes on, and leaves the tables to autovacuum");
    }
    run.log().log(EventLog.Level.INFO, "granted", "role", role);
    return Counts.NONE;
  }

  /**
   * Makes it the owner of what the tasks replace and refresh; last, because not everybody who may
   * grant may do that.
   */
  Counts own() throws SQLException {
    List<Row> others = statements.rows("owned").stream().filter(row -> !row.flag("owned")).toList();
    checkMayOwn(others);
    for (Row relation : others) {
      statements.execute(relation.text("statement"));
      run.log().log(
          EventLog.Level.INFO,
          "owner changed",
          "of",
          relation.text("relation"),
          "from",
          relation.text("owner"),
          "to",
          role);
    }
    return Counts.of("owners_changed", others.size());
  }

  private void checkMayOwn(List<Row> others) throws SQLException {
    if (others.stream().allMatch(row -> row.flag("may_give"))) {
      return;
    }
    String user = others.get(0).text("user");
    throw TaskFailure.misused(
        "the grants are given, but %s may not make %s the owner of %s"
            .formatted(
                user,
                role,
                others.stream()
                    .map(row -> row.text("relation"))
                    .collect(Collectors.joining(" and "))),
        "Have an administrator run: GRANT %s TO %s; then run this again. Or an administrator does it: %s."
            .formatted(
                role,
                user,
                others.stream()
                    .map(row -> statements.find(row.text("statement")).sql())
                    .collect(Collectors.joining("; "))));
  }

  /** PostgreSQL only warns where who grants may not give something: what is left to whom. */
  Counts check() throws SQLException {
    List<Row> lacking = statements.rows("not_given");
    if (!lacking.isEmpty()) {
      throw TaskFailure.misused(
          "not all of the grants could be given: role %s lacks some on %s"
              .formatted(
                  role,
                  lacking.stream().map(it -> it.text("what")).collect(Collectors.joining(", "))),
          "Have their owners, or an administrator, run: %s."
              .formatted(
                  lacking.stream().map(it -> it.text("mend")).collect(Collectors.joining("; "))));
    }
    return Counts.NONE;
  }

  private Statements grants(Session by) {
    return Statements.of(by, "schema/grants").with("role", role).given("role", role);
  }

  /** In the database of pg_cron, where there is one. */
  Counts applyToCron() throws SQLException {
    try {
      return grantCron();
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.PRIVILEGE)) {
        throw e;
      }
      run.warn(
          "%s may not give what switching the cron job takes. An administrator does, in database %s: GRANT USAGE ON SCHEMA cron TO %s; GRANT SELECT ON cron.job TO %s; GRANT EXECUTE ON FUNCTION cron.alter_job TO %s"
              .formatted(
                  run.get(Parameters.POSTGRES_USER),
                  run.get(Parameters.CRON_DATABASE),
                  role,
                  role,
                  role));
      return Counts.NONE;
    }
  }

  private Counts grantCron() throws SQLException {
    try (Store store = Store.open(run, run.get(Parameters.CRON_DATABASE));
        Session cron = store.session()) {
      if (!Statements.of(cron, "cron").row("exists").flag("installed")) {
        run.log().log(
            EventLog.Level.INFO, "no pg_cron", "database", run.get(Parameters.CRON_DATABASE));
        return Counts.NONE;
      }
      grants(cron).execute("cron");
      String job = run.get(Parameters.CRON_JOB_NAME);
      for (Row row : grants(cron).rows("cron_job_owner", "name", job)) {
        if (!role.equals(row.text("username"))) {
          run.warn(
              "cron job %s belongs to %s; %s can switch it only as its owner: schedule it again as %s"
                  .formatted(job, row.text("username"), role, role));
        }
      }
      return Counts.NONE;
    }
  }
}
