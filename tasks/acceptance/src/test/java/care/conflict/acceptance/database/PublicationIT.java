package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.OfPlainStore;
import care.conflict.acceptance.stage.PostgresServer;
import care.conflict.acceptance.stage.Staged;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store whose tables are published for logical replication. */
class PublicationIT {
  private static final PostgresServer SENDING = PostgresServer.of(18);
  private static final Map<String, String> NO_WAREHOUSE =
      Map.of("SNOWFLAKE_URL", "", "SNOWFLAKE_ACCOUNT", "", "SNOWFLAKE_USER", "");

  private final Scene scene = Scenes.of(WritingTask.STAGING);

  @ParameterizedTest
  @ValueSource(strings = {"FOR ALL TABLES", "FOR TABLES IN SCHEMA conflict_dev"})
  void whoSubscribesToEverythingGetsEveryChange(String published) {
    Database database = scene.database(SENDING);
    Database subscriber = database.copy();
    database.execute("ALTER TABLE conflictlog_staging REPLICA IDENTITY FULL");
    database.execute("CREATE PUBLICATION everything " + published);
    database.execute(
        "SELECT pg_create_logical_replication_slot('to_" + subscriber.name() + "', 'pgoutput')");
    try {
      subscribe(database, subscriber);
      assertThat(connections(database, 0).at("/details/postgresql/warnings").toString())
          .contains("replaced one by one", "it is in the publication everything");
      JsonNode result = succeeded(scene.task(WritingTask.STAGING, database, "run").run());
      assertThat(warnings(result)).contains("it is in the publication everything");
      assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
      database.execute("UPDATE conflicts SET \"NoResponseNotes\" = 'the last change'");
      Waiting.awaitTrue(
          () ->
              subscriber
                  .ask(
                      "SELECT count(*) FROM conflicts WHERE \"NoResponseNotes\" IS DISTINCT FROM 'the last change'")
                  .equals("0"));
      assertThat(Staged.rows(subscriber)).isEqualTo(Staged.rows(database));
    } finally {
      subscriber.execute("ALTER SUBSCRIPTION all_of_it DISABLE");
      subscriber.execute("ALTER SUBSCRIPTION all_of_it SET (slot_name = NONE)");
      subscriber.execute("DROP SUBSCRIPTION all_of_it");
      Waiting.awaitTrue(
          () ->
              database
                  .ask(
                      "SELECT count(*) FROM pg_replication_slots WHERE active AND database = current_database()")
                  .equals("0"));
      database.execute("SELECT pg_drop_replication_slot('to_" + subscriber.name() + "')");
    }
  }

  /** A subscription to a database of the same server: its slot has to be there before. */
  private static void subscribe(Database database, Database subscriber) {
    subscriber.execute(
        "CREATE SUBSCRIPTION all_of_it CONNECTION 'host=127.0.0.1 port=%d user=postgres password=%s dbname=%s' PUBLICATION everything WITH (create_slot = false, slot_name = 'to_%s', copy_data = false)"
            .formatted(SENDING.port(), Database.SECRET, database.name(), subscriber.name()));
  }

  @Test
  void thePlanOfChunksIsPublished() {
    Database database = Scenes.of(WritingTask.PLAN).database();
    database.execute("CREATE PUBLICATION everything FOR ALL TABLES");
    succeeded(Scenes.of(WritingTask.PLAN).task(WritingTask.PLAN, database, "run").run());
    assertThat(database.ask("SELECT count(*) > 0 FROM pipeline_chunk_keys")).isEqualTo("t");
    succeeded(Scenes.of(WritingTask.PLAN).task(WritingTask.PLAN, database, "run").run());
  }

  @Test
  @OfPlainStore
  void aTableWhoseRowsCannotBeToldApartIsNamedWithWhatMendsItBeforeAnythingIsTaken() {
    Operations pipeline = Operations.create(WritingTask.STAGING);
    Database database = pipeline.database;
    database.execute(
        """
        ALTER TABLE settings DROP CONSTRAINT settings_pkey;
        CREATE UNIQUE INDEX deferred ON payer_provider_reminders ("ID");
        CREATE PUBLICATION of_staging FOR TABLE conflictlog_staging, settings;
        CREATE PUBLICATION of_open FOR TABLE conflictvisitmaps WHERE ("StatusFlag" <> 'D');
        CREATE PUBLICATION of_few FOR TABLE conflicts ("StatusFlag", "CONFLICTID"), payer_provider_reminders ("Contract");
        CREATE PUBLICATION of_new FOR TABLE pipeline_runs WITH (publish = 'insert')""");
    String staging = "ALTER TABLE conflict_dev.conflictlog_staging REPLICA IDENTITY FULL";
    String settings = "ALTER TABLE conflict_dev.settings REPLICA IDENTITY FULL";
    String map = "ALTER TABLE conflict_dev.conflictvisitmaps REPLICA IDENTITY FULL";
    String named = message(ended(2, pipeline.preflight("run").run()));
    assertThat(named)
        .contains(staging, settings, map, "of_few with a list of columns")
        .contains("a row filter")
        .doesNotContain("conflict_dev.conflicts is", "pipeline_runs");
    pipeline.isFree();
    assertThat(message(connections(database, 2))).contains(staging, settings, map);

    database.execute(staging + ";" + settings + ";" + map);
    database.execute("ALTER PUBLICATION of_few DROP TABLE payer_provider_reminders");
    succeeded(pipeline.preflight("run").run());
    succeeded(pipeline.task(WritingTask.STAGING, "run").run());
    succeeded(pipeline.postflight("run").run());
  }

  private JsonNode connections(Database database, int exitCode) {
    return ended(
        exitCode,
        scene
            .command("test_connections", database, "check")
            .env(NO_WAREHOUSE)
            .with("--only=postgres")
            .run());
  }
}
