package care.conflict.acceptance.database;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.DemoWorld;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Explained;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.PostgresServer;
import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No statement of any task is quadratic, whatever the statistics say: the server explains each with
 * what its nodes have read.
 */
class PlansIT {

  private static final int SEED = 3;

  /** So often a table of few pages may be read anew, as that of the speeds. */
  private static final long SELDOM = 1_000;

  /**
   * What the planner knows of the tables; nobody analyzes them meanwhile but our own statements.
   */
  private enum Statistics {
    GOOD("ANALYZE"),
    NONE(
        """
        DELETE FROM pg_statistic s USING pg_class c
          WHERE c.oid = s.starelid AND c.relnamespace IN ('conflict_dev'::regnamespace, 'analytics_dev'::regnamespace);
        UPDATE pg_class SET reltuples = -1, relpages = 0
          WHERE relkind = 'r' AND relnamespace IN ('conflict_dev'::regnamespace, 'analytics_dev'::regnamespace)"""),
    WHEN_TABLES_OF_OURS_WERE_EMPTY(
        """
        VACUUM ANALYZE"""),
    BEFORE_A_TENTH_CAME(
        """
        CREATE TEMPORARY TABLE later AS SELECT * FROM conflictvisitmaps WHERE "ID" % 10 = 0;
        CREATE TEMPORARY TABLE later_visits AS SELECT * FROM analytics_dev.factvisitcallperformance_cr
          WHERE hashtext("Visit Id"::text) % 10 = 0;
        DELETE FROM conflictvisitmaps WHERE "ID" % 10 = 0;
        DELETE FROM analytics_dev.factvisitcallperformance_cr WHERE hashtext("Visit Id"::text) % 10 = 0;
        ANALYZE;
        INSERT INTO conflictvisitmaps SELECT * FROM later;
        INSERT INTO analytics_dev.factvisitcallperformance_cr SELECT * FROM later_visits"""),
    WHEN_NOTHING_WAS_NULL(
        """
        DO $$
        DECLARE
          stored text; id text; filled text; restored text;
        BEGIN
          FOR stored, id IN VALUES ('conflicts', 'CONFLICTID'), ('conflictvisitmaps', 'ID') LOOP
            SELECT string_agg(format('%1$I = coalesce(%1$I, %2$s)', column_name, CASE
                     WHEN data_type IN ('text', 'character varying', 'character') THEN '''Y'''
                     WHEN data_type = 'uuid' THEN 'gen_random_uuid()'
                     WHEN data_type = 'boolean' THEN 'true'
                     WHEN data_type = 'date' OR data_type LIKE 'timestamp%' THEN 'now()'
                     ELSE '7' END), ', '),
                   string_agg(format('%1$I = old.%1$I', column_name), ', ')
              INTO filled, restored
              FROM information_schema.columns
             WHERE table_schema = 'conflict_dev' AND table_name = stored AND is_nullable = 'YES'
               AND (table_name, column_name) <> ('conflictvisitmaps', 'CONFLICTID');
            EXECUTE format('CREATE TEMPORARY TABLE %I AS SELECT * FROM %I', 'old_' || stored, stored);
            EXECUTE format('UPDATE %I SET %s', stored, filled);
            EXECUTE 'ANALYZE ' || stored;
            EXECUTE format('UPDATE %1$I new SET %2$s FROM %3$I old WHERE old.%4$I = new.%4$I', stored, restored, 'old_' || stored, id);
          END LOOP;
        END $$""");

    private final String spoil;

    Statistics(String spoil) {
      this.spoil = spoil;
    }
  }

  private static Path log;
  private static EmbeddedPostgres server;
  private static DemoWorld world;

  @BeforeAll
  static void startAServerThatExplains() throws IOException {
    log = Files.createTempDirectory("plans");
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "50")
            .setServerConfig("autovacuum", "off")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_directory", log.toString())
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_rotation_size", "0")
            .setServerConfig("shared_preload_libraries", "auto_explain")
            .setServerConfig("auto_explain.log_analyze", "on")
            .setServerConfig("auto_explain.log_timing", "off")
            .setServerConfig("auto_explain.log_buffers", "on")
            .setServerConfig("auto_explain.log_nested_statements", "on")
            .setServerConfig("auto_explain.log_format", "json")
            .start();
    world = DemoWorld.of(SEED, new PostgresServer(PostgresServer.USUAL, server.getPort()), true);
  }

  @AfterAll
  static void endAll() throws IOException {
    world.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P1 no node reads more than 20 times the rows of the largest table")
  void noStatementIsQuadratic(Statistics statistics) throws IOException {
    Database database = world.database.copy();
    database.execute(statistics.spoil);
    long most =
        20
            * Long.parseLong(
                database.ask(
                    "SELECT greatest((SELECT count(*) FROM conflictvisitmaps), (SELECT count(*) FROM analytics_dev.factvisitcallperformance_cr))"));
    database.execute(
        "ALTER DATABASE " + database.name() + " SET auto_explain.log_min_duration = 0");
    SmallCase store = SmallCase.over(world.ground, database);
    Operations.succeeded(store.task("preview", "foreseen").run());
    for (WritingTask task : WritingTask.of(WritingTask.Form.WAREHOUSE)) {
      Operations.succeeded(store.task(task.command(), "run").run());
    }
    Operations.succeeded(store.task("task99_postflight", "run").run());
    Operations.succeeded(
        store.command("run_lock", "chunked").with("acquire").with("--run-id=chunked").run());
    Operations.succeeded(store.task("task_01", "chunked").run());
    JsonNode plan = Operations.succeeded(store.task("get_task02_chunks", "chunked").run());
    for (JsonNode chunk : plan.at("/details/chunk_ids")) {
      Operations.succeeded(
          store
              .task(Chunks.COMMAND, "chunked", "--chunk-id=" + chunk.asInt())
              .result(Chunks.COMMAND + "_" + chunk.asInt())
              .run());
    }
    Operations.succeeded(store.task("task_02", "chunked").run());
    assertThat(quadratic(database, most)).isEmpty();
  }

  /** The statements of this database with a node that reads so many rows. */
  private static List<String> quadratic(Database database, long most) throws IOException {
    List<String> found = new ArrayList<>();
    int plans = 0;
    for (JsonNode entry : entries()) {
      String message = entry.path("message").asText();
      int plan = message.indexOf("plan:\n");
      if (entry.path("dbname").asText().equals(database.name()) && plan > 0) {
        plans++;
        JsonNode told = Json.read(message.substring(plan + "plan:\n".length()));
        long rows = Explained.mostRows(told.get("Plan"));
        if (rows > most) {
          found.add("%,d rows: %s".formatted(rows, message));
        }
        Explained.scannedMoreOften(told.get("Plan"), SELDOM)
            .ifPresent(scanned -> found.add("%s: %s".formatted(scanned, message)));
      }
    }
    assertThat(plans).as("plans that the server told").isGreaterThan(100);
    return found;
  }

  private static List<JsonNode> entries() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        Files.readAllLines(file).forEach(line -> entries.add(Json.read(line)));
      }
    }
    return entries;
  }
}
