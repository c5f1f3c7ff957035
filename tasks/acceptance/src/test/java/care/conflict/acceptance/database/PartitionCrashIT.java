package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.OfPlainStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change of conflictvisitmaps' form, killed at one of its statements, then asked for again. Every
 * fifth statement, with -Dcrash=all each.
 */
@Tag("crash")
@OfPlainStore
class PartitionCrashIT {
  private static final int STEP = "all".equals(System.getProperty("crash")) ? 1 : 5;
  private static final Pattern OWN =
      Pattern.compile(
          "migrate\\.(clean_up|copy_rows|copy_indexes|catch_up|vacuum_new|copy_views|take_place) run");
  private static final String ROWS =
      "SELECT md5(string_agg(m::text, ',' ORDER BY \"ID\")) FROM conflictvisitmaps m";

  private final Database made = withRows();

  private static Database withRows() {
    Database database = Database.create();
    database.execute(
        """
        INSERT INTO settings ("InProgressFlag") VALUES (0);
        INSERT INTO conflictvisitmaps ("VisitID", "ConVisitID", "VisitDate", "StatusFlag")
            SELECT gen_random_uuid(), gen_random_uuid(), '2026-11-20', 'U' FROM generate_series(1, 500);
        CREATE VIEW conflictreport AS SELECT * FROM conflictvisitmaps""");
    return database;
  }

  private static Command migrate(String option) throws IOException {
    return new Command("migrate", Files.createTempDirectory("partition"))
        .with("--run-id=by-hand")
        .with(option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--partition=3", "--unpartition"})
  void killedAtAnyStatementNoRowIsLostAndAskedForAgainItIsDone(String option) throws IOException {
    if (option.equals("--unpartition")) {
      succeeded(migrate("--partition=2").env(made.environment()).run());
    }
    int number = 1;
    while (killedAt(number, option)) {
      number += STEP;
    }
    System.out.println(option + ": killed up to statement " + (number - STEP));
    assertThat(number).isBetween(15, 60);
  }

  /** False where the command has no such statement and so ended undisturbed. */
  private boolean killedAt(int number, String option) throws IOException {
    Database database = made.copy();
    Optional<Disturbance.Ended> killed =
        Disturbance.before(Disturbance.Kind.KILLED, PartitionCrashIT::isOwn, number)
            .meets(migrate(option), database);
    String where = "killed at " + killed.map(Disturbance.Ended::where).orElse("no statement");
    database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'W' WHERE "ID" IN (3, 400);
        DELETE FROM conflictvisitmaps WHERE "ID" = 77""");
    String rows = database.ask(ROWS);
    assertThat(database.ask("SELECT count(*) FROM conflictreport")).as(where).isEqualTo("499");

    succeeded(migrate(option).env(database.environment()).run());

    assertThat(database.ask(ROWS)).as(where).isEqualTo(rows);
    assertThat(database.ask("SELECT count(DISTINCT tableoid) FROM conflictvisitmaps"))
        .as(where)
        .isEqualTo(option.equals("--unpartition") ? "1" : "3");
    assertThat(
            database.ask(
                """
                SELECT concat((SELECT count(*) FROM pg_namespace WHERE nspname = 'conflict_dev_beside'),
                    (SELECT count(*) FROM pg_trigger WHERE tgname IN ('pipeline_changes', 'pipeline_truncate')),
                    (SELECT "InProgressFlag" FROM settings))"""))
        .as(where)
        .isEqualTo("000");
    database.drop();
    return killed.isPresent();
  }

  private static boolean isOwn(String sql) {
    return sql.equals("COMMIT") || (OWN.matcher(sql).find() && !sql.contains("*/ SELECT"));
  }
}
