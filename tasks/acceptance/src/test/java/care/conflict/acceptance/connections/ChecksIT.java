package care.conflict.acceptance.connections;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** validate_config: what it shows, what it finds wrong, what it never shows. */
class ChecksIT {
  static final String KEY = "Qanary-key-77aa-with-a-long-line-in-it";

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

  /** What it printed, which must be one JSON object and nothing else. */
  static JsonNode answer(World world, int exitCode, Command.Finished finished) {
    Leaks.check(world, finished);
    assertThat(finished.everything()).doesNotContain(KEY, Database.SECRET, "\tat ", "Exception in");
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(exitCode);
    assertThat(Json.read(finished.result()).get("exit_code").asInt()).isEqualTo(exitCode);
    return Json.read(finished.output());
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode answer(int exitCode, Command.Finished finished) {
    return answer(scene.world, exitCode, finished);
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
      assertThat(answer.get("rule_version").asText()).matches("[0-9a-f]{8}");
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
  void aLogInByWorkloadIdentityIsRefusedWithWhatItLacksAndNoKeyIsAskedFor() {
    String url =
        "jdbc:snowflake://local/?authenticator=WORKLOAD_IDENTITY&workloadIdentityProvider=AWS";
    JsonNode answer =
        answer(2, validate().env(Map.of("SNOWFLAKE_URL", url, "SNOWFLAKE_PASSWORD", "")).run());
    assertThat(texts(answer.get("problems")))
        .singleElement()
        .asString()
        .startsWith("SNOWFLAKE_URL (environment): WORKLOAD_IDENTITY is not possible")
        .contains("lacks the cloud's SDK", "SNOWFLAKE_PRIVATE_KEY");
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
}
