package care.conflict.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two checks: what they show, what they find wrong, what they never show. */
class ChecksIT {
  private static final String KEY = "Qanary-key-77aa-with-a-long-line-in-it";

  private static Scene scene;

  @TempDir Path folder;

  @BeforeAll
  static void makeTheWorld() {
    LocalDateTime now = LocalDateTime.parse("2026-05-02T10:00:00");
    scene = Scene.of(WorldMaker.make(47, 60, now, Parameters.DEFAULT));
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  private static Command validate() {
    return scene.command("validate_config", scene.database(), "check").with("--json");
  }

  private static Command connections(Database database) {
    return scene.command("test_connections", database, "check").with("--json");
  }

  /** What it printed, which must be one JSON object and nothing else. */
  private static JsonNode answer(int exitCode, Command.Finished finished) {
    Leaks.check(scene.world, finished);
    assertThat(finished.everything()).doesNotContain(KEY, Database.SECRET, "\tat ", "Exception in");
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(exitCode);
    assertThat(Scene.json(finished.result()).get("exit_code").asInt()).isEqualTo(exitCode);
    return Scene.json(finished.output());
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String shown(JsonNode answer, String parameter) {
    JsonNode line = answer.get("parameters").get(parameter);
    return line.get("value").asText() + ", " + line.get("source").asText();
  }

  @Test
  void theConfigurationInForceIsShownWithTheSourceOfEachValueAndNoSecretAndNoConnectionIsMade()
      throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"lookback_years\": 3, \"batch_size\": 100, \"postgres_port\": 1}");
    try (ServerSocket nobodyCalls = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      nobodyCalls.setSoTimeout(1);
      String port = Integer.toString(nobodyCalls.getLocalPort());
      JsonNode answer =
          answer(
              0,
              validate()
                  .with("--config=" + file)
                  .with("--batch-size=200")
                  .env(
                      Map.of(
                          "POSTGRES_PORT",
                          port,
                          "SNOWFLAKE_URL",
                          "jdbc:snowflake://127.0.0.1:" + port + "/?token=" + KEY))
                  .run());
      assertThat(answer.get("valid").asBoolean()).isTrue();
      assertThat(shown(answer, "batch_size")).isEqualTo("200, command line");
      assertThat(shown(answer, "postgres_port")).isEqualTo(port + ", environment");
      assertThat(shown(answer, "lookback_years")).isEqualTo("3, configuration file");
      assertThat(shown(answer, "lookback_hours")).isEqualTo("36, default");
      assertThat(shown(answer, "postgres_password")).isEqualTo("(set, hidden), environment");
      assertThat(shown(answer, "snowflake_private_key")).isEqualTo(", not set");
      org.assertj.core.api.Assertions.assertThatThrownBy(nobodyCalls::accept)
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void everyProblemIsNamedAtOnceAlsoThoseThatAConnectionWouldFind() throws IOException {
    Path noCertificate = Files.writeString(folder.resolve("root.crt"), "nothing of the kind");
    JsonNode answer =
        answer(
            2,
            validate()
                .with("--look-back=3")
                .with("--now=yesterday")
                .env(
                    Map.of(
                        "POSTGRES_HOST", "",
                        "LOOKBACK_HOURS", "36h",
                        "SNOWFLAKE_PRIVATE_KEY", KEY,
                        "POSTGRES_SSLROOTCERT", noCertificate.toString(),
                        "TARGET_CHUNK_SIZE", "60000",
                        "EMAIL_ENABLED", "true",
                        "EMAIL_RECIPIENTS", "a@example.com,nobody"))
                .run());
    assertThat(answer.get("valid").asBoolean()).isFalse();
    assertThat(shown(answer, "lookback_hours")).isEqualTo(", wrong");
    assertThat(shown(answer, "snowflake_private_key")).isEqualTo("(set, hidden), environment");
    assertThat(String.join("\n", texts(answer.get("problems"))))
        .contains("--look-back", "--now (command line)", "POSTGRES_HOST", "LOOKBACK_HOURS")
        .contains("SNOWFLAKE_PRIVATE_KEY is no PKCS#8 PEM", "holds no certificate")
        .contains("50000 is less than target_chunk_size, 60000 (environment)")
        .contains("EMAIL_SENDER (environment): not set", "EMAIL_RECIPIENTS (environment)");
    assertThat(answer.get("problems")).hasSize(9);
  }

  @Test
  void aCertificateFileThatIsNotThereAndAKeyThatIsCutAreNamed() {
    String cut = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----".formatted("QUJD");
    JsonNode answer =
        answer(
            2,
            validate()
                .env(Map.of("SNOWFLAKE_PRIVATE_KEY", cut, "POSTGRES_SSLROOTCERT", "/not/there"))
                .run());
    assertThat(String.join("\n", texts(answer.get("problems"))))
        .contains("SNOWFLAKE_PRIVATE_KEY cannot be read", "the file /not/there cannot be read");
  }

  @Test
  void withoutTheWarehouseItsParametersNeedNotBeSet() {
    Map<String, String> none =
        Map.of(
            "SNOWFLAKE_URL",
            "",
            "SNOWFLAKE_ACCOUNT",
            "",
            "SNOWFLAKE_USER",
            "",
            "SNOWFLAKE_PASSWORD",
            "");
    JsonNode answer = answer(2, validate().env(none).run());
    assertThat(answer.get("problems").toString())
        .contains(
            "SNOWFLAKE_ACCOUNT or SNOWFLAKE_URL", "SNOWFLAKE_PRIVATE_KEY or SNOWFLAKE_PASSWORD");
    answer(0, validate().env(none).with("--without-warehouse").run());
  }

  @Test
  void peopleReadATableAndTheProblemsBelowIt() {
    Command.Finished finished =
        scene
            .command("validate_config", scene.database(), "check")
            .env(Map.of("LOOKBACK_HOURS", "36h"))
            .run();
    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.output())
        .containsPattern("(?m)^Detection$")
        .containsPattern("(?m)^  lookback_hours +wrong$")
        .containsPattern("(?m)^  lookback_years +default +2$")
        .containsPattern("(?m)^  postgres_password +environment +\\(set, hidden\\)$")
        .containsPattern("(?m)^problem: LOOKBACK_HOURS \\(environment\\): \"36h\" is not")
        .doesNotContain(Database.SECRET)
        .endsWith("1 problem(s). Correct the configuration; a retry is useless.\n");
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
    assertThat(answer.at("/postgresql/tables_found")).hasSize(10);
    assertThat(answer.at("/snowflake/tables_found")).hasSize(13);
    assertThat(answer.at("/snowflake/host").asText())
        .isEqualTo("jdbc:snowflake://127.0.0.1:%d/".formatted(scene.emulator.port));
  }

  @Test
  void onlyOneDatabaseIsTriedWhereOnlyOneIsWanted() {
    Map<String, String> noSnowflake = new HashMap<>();
    noSnowflake.put("SNOWFLAKE_URL", "");
    noSnowflake.put("SNOWFLAKE_ACCOUNT", "");
    noSnowflake.put("SNOWFLAKE_USER", "");
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
