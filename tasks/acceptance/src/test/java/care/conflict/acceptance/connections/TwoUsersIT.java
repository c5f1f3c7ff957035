package care.conflict.acceptance.connections;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.testing.Waiting;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A secret that alternates between two users, both members of the role that owns the tables, as
 * Secrets Manager rotates it.
 */
class TwoUsersIT {
  private static final String TABLES =
      "SELECT format('ALTER %s conflict_dev.%I OWNER TO shared_owner',"
          + " CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, c.relname)"
          + " FROM pg_class c WHERE relnamespace = 'conflict_dev'::regnamespace AND relkind IN ('r', 'p', 'm', 'v')";

  private final Operations pipeline = Operations.create();

  @BeforeEach
  void twoMembersOfTheOwner() {
    CronJobs.execute("CREATE ROLE shared_owner");
    for (String user : List.of("user_a", "user_b")) {
      CronJobs.execute(
          "CREATE ROLE %s LOGIN PASSWORD 'of-no-use' IN ROLE shared_owner".formatted(user));
    }
    Database database = pipeline.database;
    database.execute(
        "DO $$ DECLARE s text; BEGIN FOR s IN " + TABLES + " LOOP EXECUTE s; END LOOP; END $$");
    database.execute("ALTER SCHEMA conflict_dev OWNER TO shared_owner");
    database.execute(
        "GRANT CONNECT, TEMPORARY ON DATABASE " + database.name() + " TO shared_owner");
  }

  @AfterEach
  void endThem() {
    pipeline.database.execute("REASSIGN OWNED BY shared_owner, user_a, user_b TO postgres");
    pipeline.database.execute("DROP OWNED BY shared_owner, user_a, user_b");
    CronJobs.execute("DROP OWNED BY shared_owner, user_a, user_b");
    CronJobs.execute("DROP ROLE user_a, user_b, shared_owner");
  }

  private static Command as(String user, Command command) {
    return command.env(Map.of("POSTGRES_USER", user, "POSTGRES_PASSWORD", "of-no-use"));
  }

  private void wholeRun(String run, String first, String second) {
    succeeded(as(first, pipeline.preflight(run)).run());
    for (WritingTask task : WritingTask.of(WritingTask.Form.WAREHOUSE)) {
      succeeded(as(second, pipeline.task(task, run)).run());
    }
    succeeded(as(second, pipeline.postflight(run)).run());
    pipeline.isFree();
  }

  @Test
  void aWholeRunIsDoneAsEachAndOneThatTheRotationFallsInto() {
    wholeRun("run-a", "user_a", "user_a");
    wholeRun("run-b", "user_b", "user_b");
    wholeRun("run-a-b", "user_a", "user_b");
  }

  @Test
  void migrateIsDoneAsEach() {
    for (String user : List.of("user_a", "user_b")) {
      Command.Finished finished =
          as(
                  user,
                  new Command("migrate", pipeline.location(user))
                      .env(pipeline.database.environment()))
              .with("--tune-tables")
              .run();
      assertThat(finished.exitCode()).as(finished.everything()).isZero();
    }
  }

  /** A detection that waits for a table; it goes on when that is let go. */
  private void whileOneWaits(String user, Runnable meanwhile) throws Exception {
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running waiting = as(user, pipeline.detection("run")).start();
      pipeline.awaitWaiting(1);
      meanwhile.run();
      other.rollback();
      waiting.process().destroyForcibly();
    }
  }

  @Test
  void aTaskOfTheOtherThatIsAtWorkIsSeen() throws Exception {
    whileOneWaits(
        "user_a",
        () -> {
          String said =
              message(ended(3, as("user_b", pipeline.task(WritingTask.INSERVICE, "run")).run()));
          assertThat(said).contains("held by run");
        });
  }

  @Test
  void aTryOfTheOtherIsEndedWhereTheRoleMayEndIt() throws Exception {
    CronJobs.execute("GRANT pg_signal_backend TO user_b");
    succeeded(as("user_a", pipeline.preflight("run")).run());
    whileOneWaits(
        "user_a",
        () -> {
          Command.Running next = as("user_b", pipeline.detection("run")).start();
          Waiting.awaitTrue(
              () ->
                  pipeline
                      .database
                      .ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'user_a'")
                      .equals("0"));
          next.process().destroyForcibly();
        });
  }
}
