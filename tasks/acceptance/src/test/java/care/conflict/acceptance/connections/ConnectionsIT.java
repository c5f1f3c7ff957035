package care.conflict.acceptance.connections;

import static care.conflict.acceptance.connections.ChecksIT.KEY;
import static care.conflict.acceptance.connections.ChecksIT.texts;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.proxies.WarehouseProxy;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** test_connections: what it shows of both databases, and what it says of failures. */
class ConnectionsIT {
  private static Scene scene;

  @BeforeAll
  static void makeTheWorld() {
    LocalDateTime now = LocalDateTime.parse("2026-05-02T10:00:00");
    scene = Scene.of(WorldMaker.make(47, 60, now, Parameters.DEFAULT));
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  private static Command connections(Database database) {
    return scene.command("test_connections", database, "check").with("--json");
  }

  private static JsonNode answer(int exitCode, Command.Finished finished) {
    return ChecksIT.answer(scene.world, exitCode, finished);
  }

  @Test
  void bothDatabasesAreShownWithVersionRoleLatencyAndTables() {
    JsonNode answer = answer(0, connections(scene.database()).run());
    for (String database : List.of("postgresql", "snowflake")) {
      JsonNode found = answer.get(database);
      assertThat(found.get("ok").asBoolean()).isTrue();
      assertThat(found.get("version").asText()).matches("\\d+\\.\\d+.*");
      assertThat(found.get("role").asText()).isNotEmpty();
      assertThat(found.get("latency_ms").asDouble()).isPositive();
      assertThat(found.get("tables_missing")).isEmpty();
    }
    assertThat(answer.at("/postgresql/role").asText()).isEqualTo("postgres");
    assertThat(answer.at("/postgresql/tables_found")).hasSize(27);
    assertThat(answer.at("/snowflake/tables_found")).hasSize(13);
    assertThat(answer.at("/snowflake/host").asText())
        .isEqualTo("jdbc:snowflake://127.0.0.1:%d/".formatted(scene.emulator.port));
  }

  @Test
  void onlyOneDatabaseIsTriedWhereOnlyOneIsWanted() {
    Map<String, String> noSnowflake =
        Map.of("SNOWFLAKE_URL", "", "SNOWFLAKE_ACCOUNT", "", "SNOWFLAKE_USER", "");
    JsonNode answer =
        answer(0, connections(scene.database()).env(noSnowflake).with("--only=postgres").run());
    assertThat(answer.has("snowflake")).isFalse();
    Map<String, String> noPostgres = Map.of("POSTGRES_HOST", "", "POSTGRES_USER", "");
    answer =
        answer(0, connections(scene.database()).env(noPostgres).with("--only=snowflake").run());
    assertThat(answer.has("postgresql")).isFalse();
    assertThat(connections(scene.database()).with("--only=oracle").run().exitCode()).isEqualTo(2);
  }

  /** What PostgreSQL came to, while Snowflake was tried all the same. */
  private static JsonNode postgres(int exitCode, Command command) {
    JsonNode answer = answer(exitCode, command.run());
    assertThat(answer.at("/snowflake/ok").asBoolean()).isTrue();
    assertThat(answer.at("/postgresql/ok").asBoolean()).isFalse();
    assertThat(answer.at("/postgresql/what_to_do").asText()).isNotEmpty();
    return answer.get("postgresql");
  }

  private static Command with(String variable, String value) {
    return connections(scene.database()).env(Map.of(variable, value));
  }

  @Test
  void wrongUserUnknownDatabaseAndTlsThatTheServerDoesNotSpeakAreUselessToRetry() {
    JsonNode refused = postgres(2, with("POSTGRES_USER", "nobody_here"));
    assertThat(refused.get("failed").asText()).contains("user or password refused, 28");
    assertThat(refused.get("what_to_do").asText()).contains("POSTGRES_PASSWORD");
    JsonNode unknown = postgres(2, with("POSTGRES_DATABASE", "nowhere"));
    assertThat(unknown.get("failed").asText()).contains("no such database, 3D000");
    assertThat(unknown.get("what_to_do").asText()).contains("POSTGRES_DATABASE");
    JsonNode tls = postgres(2, with("POSTGRES_SSLMODE", "require"));
    assertThat(tls.get("failed").asText()).contains("TLS failed");
    assertThat(tls.get("what_to_do").asText()).contains("POSTGRES_SSLMODE");
  }

  @Test
  void aPortThatRefusesAHostThatIsNotKnownAndAServerThatIsSilentMayPassOnARetry()
      throws IOException {
    JsonNode refused = postgres(1, with("POSTGRES_PORT", "1"));
    assertThat(refused.get("failed").asText()).contains("connection refused");
    assertThat(refused.get("what_to_do").asText()).contains("POSTGRES_PORT");
    JsonNode unknown = postgres(1, with("POSTGRES_HOST", "nowhere.invalid"));
    assertThat(unknown.get("failed").asText()).contains("the host is not known");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long begun = System.nanoTime();
      String port = Integer.toString(silent.getLocalPort());
      JsonNode noAnswer = postgres(1, with("POSTGRES_PORT", port));
      assertThat(noAnswer.get("failed").asText()).contains("no answer");
      assertThat((System.nanoTime() - begun) / 1e9).as("seconds").isLessThan(60);
    }
  }

  @Test
  void missingTablesAndPrivilegesAreNamed() {
    Database database = scene.database();
    database.execute("ALTER TABLE mph RENAME TO other_name");
    CronJobs.execute("DROP ROLE IF EXISTS looker");
    CronJobs.execute("CREATE ROLE looker LOGIN PASSWORD 'of-no-use'");
    try {
      database.execute("GRANT USAGE ON SCHEMA conflict_dev TO looker");
      database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA conflict_dev TO looker");
      JsonNode found = postgres(2, connections(database).env(Map.of("POSTGRES_USER", "looker")));
      assertThat(texts(found.get("tables_missing"))).containsExactly("mph");
      assertThat(texts(found.get("lacking")))
          .contains("the role lacks INSERT on conflicts", "the role lacks UPDATE on pipeline_lock")
          .contains("the role lacks DELETE on conflictlog_staging");
      assertThat(found.get("warnings").toString()).contains("in the place of conflictlog_staging");
      assertThat(found.get("failed").asText())
          .contains("no table mph", "lacks INSERT on conflicts");
    } finally {
      database.execute("DROP OWNED BY looker");
      CronJobs.execute("DROP ROLE looker");
    }
  }

  /** What Snowflake came to, while PostgreSQL was tried all the same. */
  private static JsonNode snowflake(int exitCode, Map<String, String> environment) {
    JsonNode answer = answer(exitCode, connections(scene.database()).env(environment).run());
    assertThat(answer.at("/postgresql/ok").asBoolean()).isTrue();
    assertThat(answer.at("/snowflake/ok").asBoolean()).isFalse();
    assertThat(answer.at("/snowflake/what_to_do").asText()).isNotEmpty();
    return answer.get("snowflake");
  }

  @Test
  void aWarehouseThatIsNotThereMayPassOnARetryAndAKeyThatIsNoneIsUselessToRetry() {
    JsonNode refused =
        snowflake(
            1, Map.of("SNOWFLAKE_URL", "jdbc:snowflake://127.0.0.1:1/?ssl=off&account=local"));
    assertThat(refused.get("failed").asText()).contains("no connection");
    JsonNode malformed = snowflake(2, Map.of("SNOWFLAKE_PRIVATE_KEY", KEY));
    assertThat(malformed.get("failed").asText()).contains("no PKCS#8 PEM");
    JsonNode missing =
        snowflake(2, Map.of("REQUIRED_WAREHOUSE_TABLES", "DIMUSER,DIMNO", "SNOWFLAKE_ROLE", "x"));
    assertThat(texts(missing.get("tables_missing"))).containsExactly("DIMNO");
  }

  @Test
  void resultsThatCannotBeDownloadedAreSaidWithTheHostThatKeepsThem() {
    try (WarehouseProxy proxy =
        WarehouseProxy.refusing(scene.emulator.port, WarehouseProxy.Kind.CHUNK)) {
      String url = "jdbc:snowflake://127.0.0.1:%d/?ssl=off&account=local".formatted(proxy.port());
      JsonNode refused = snowflake(2, Map.of("SNOWFLAKE_URL", url));
      assertThat(refused.get("failed").asText())
          .startsWith("Snowflake: results cannot be downloaded from 127.0.0.1:" + proxy.port());
      assertThat(refused.get("version").asText()).isNotEmpty();
    }
  }

  @Test
  void aUserThatTheWarehouseRefusesIsUselessToRetry() throws IOException {
    String no =
        "{\"data\": null, \"code\": \"390100\", \"success\": false, \"message\": \"Incorrect username or password was specified.\"}";
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = no.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "jdbc:snowflake://127.0.0.1:%d/?ssl=off&account=local";
      JsonNode refused =
          snowflake(2, Map.of("SNOWFLAKE_URL", url.formatted(server.getAddress().getPort())));
      assertThat(refused.get("failed").asText()).contains("390100");
      assertThat(refused.get("what_to_do").asText()).contains("SNOWFLAKE_USER");
    } finally {
      server.stop(0);
    }
  }
}
