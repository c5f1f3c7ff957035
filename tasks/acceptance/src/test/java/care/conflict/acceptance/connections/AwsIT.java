package care.conflict.acceptance.connections;

import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Aws;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Emulator;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.PrivateKeyText;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on AWS: files in a bucket, secrets by name, the report by mail, metrics in the log. */
class AwsIT {

  private static final String BUCKET = "runs";
  private static final String SENDER = "reports@example.com";
  private static Aws aws;

  /** What was sent before it records. */
  private int sentBefore;

  private final Operations pipeline = Operations.create();

  @BeforeAll
  static void start() {
    aws = Aws.start();
    aws.makeBucket(BUCKET);
    aws.verifySender(SENDER);
    aws.putSecret("task02/text", "user=somebody password=" + Database.SECRET);
  }

  @AfterAll
  static void end() {
    aws.close();
  }

  private Command onAws(Command command, String run) {
    return command
        .env(aws.environment())
        .env(Map.of("RUN_LOCATION", "s3://" + BUCKET + "/" + run, "LOG_FORMAT", "json"));
  }

  /** The result document in the bucket, of a command that ended with this code. */
  private static JsonNode ended(int code, Command.Finished finished, String run, String task) {
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(code);
    String document = aws.object(BUCKET, run + "/" + task + ".json");
    assertThat(document).as(finished.everything()).isNotEmpty();
    Leaks.check(document);
    JsonNode result = Json.read(document);
    assertThat(result.get("exit_code").asInt()).isEqualTo(code);
    assertThat(finished.result()).as("a document in a folder").isEmpty();
    return result;
  }

  /** The line of metrics, which must be the only one and hold what it names. */
  private static JsonNode metrics(Command.Finished finished) {
    List<JsonNode> lines =
        finished.output().lines().filter(it -> it.startsWith("{\"_aws\"")).map(Json::read).toList();
    assertThat(lines).as(finished.output()).hasSize(1);
    JsonNode line = lines.get(0);
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.get("Namespace").asText()).isEqualTo("ConflictManagement");
    assertThat(directive.get("Dimensions").toString()).isEqualTo("[[\"Task\",\"Environment\"]]");
    assertThat(line.at("/_aws/Timestamp").asLong()).isGreaterThan(1_700_000_000_000L);
    Set<String> names = new TreeSet<>();
    for (JsonNode metric : directive.get("Metrics")) {
      assertThat(metric.get("Unit").asText()).isIn("Count", "Seconds");
      assertThat(line.get(metric.get("Name").asText()).isNumber()).isTrue();
      assertThat(names.add(metric.get("Name").asText())).isTrue();
    }
    assertThat(names).contains("TaskDuration", "TaskSuccess", "TaskFailed", "TaskInterrupted");
    return line;
  }

  /** Not the values, but the names of the two secrets. */
  private Map<String, String> named(String run) throws Exception {
    Map<String, String> given = new HashMap<>(pipeline.database.environment());
    aws.putSecret(
        run + "/postgres",
        Json.write(
            Map.of(
                "host", given.get("POSTGRES_HOST"),
                "user", given.get("POSTGRES_USER"),
                "password", given.get("POSTGRES_PASSWORD"),
                "engine", "postgres")));
    aws.putSecret(
        run + "/snowflake",
        Json.write(
            Map.of(
                "account", "local",
                "user", "tester",
                "warehouse", "tests",
                "private_key", PrivateKeyText.encrypted().replace("\n", "\\n"),
                "private_key_passphrase", PrivateKeyText.PASSPHRASE)));
    Map<String, String> named = new HashMap<>();
    for (String name :
        List.of(
            "POSTGRES_HOST",
            "POSTGRES_USER",
            "POSTGRES_PASSWORD",
            "SNOWFLAKE_ACCOUNT",
            "SNOWFLAKE_USER",
            "SNOWFLAKE_WAREHOUSE",
            "SNOWFLAKE_PASSWORD")) {
      named.put(name, "");
    }
    named.put("POSTGRES_SECRET", run + "/postgres");
    named.put("SNOWFLAKE_SECRET", run + "/snowflake");
    return named;
  }

  private static final String SUMMARY = "summarize_task02_chunks";
  private static final Map<String, String> MAIL =
      Map.of(
          "EMAIL_ENABLED", "true",
          "EMAIL_SENDER", "Reports <" + SENDER + ">",
          "EMAIL_RECIPIENTS", "a@example.com, B Team <b@example.com>",
          "ENVIRONMENT", "test");

  @Test
  void aWholeRunHasItsFilesInTheBucketItsSecretsByNameAndSendsItsReport() throws Exception {
    Map<String, String> named = named("whole");
    List<Command.Finished> finished = new ArrayList<>();
    for (Command command :
        List.of(
            pipeline.preflight("whole"),
            pipeline.detection("whole"),
            pipeline.postflight("whole").env(MAIL))) {
      record();
      finished.add(onAws(command, "whole").env(named).run());
    }
    ended(0, finished.get(0), "whole", "task00_preflight");
    JsonNode detected = ended(0, finished.get(1), "whole", Scene.TASK);
    ended(0, finished.get(2), "whole", "task99_postflight");
    pipeline.isFree();
    JsonNode metrics = metrics(finished.get(1));
    assertThat(metrics.get("Inserted").asLong())
        .isEqualTo(detected.at("/counts/inserted").asLong());
    assertThat(metrics.get("PairsRead").asLong()).isPositive();
    assertThat(metrics.get("TaskSuccess").asInt()).isOne();
    assertThat(metrics.get("Environment").asText()).isEqualTo("dev");
    assertThat(metrics(finished.get(2)).get("Environment").asText()).isEqualTo("test");
    String report = aws.object(BUCKET, "whole/report.html");
    assertThat(report).contains("The run is done").doesNotContain("example.com");
    assertThat(aws.header(BUCKET, "whole/report.html", "Content-Type")).startsWith("text/html");
    Leaks.check(report);
    mailed(aws.mails(), "The run is done");
  }

  private void record() {
    aws.record();
    sentBefore = aws.sent().size();
  }

  private void mailed(List<JsonNode> mails, String heading) {
    assertThat(mails).hasSize(1);
    JsonNode mail = mails.get(0);
    Leaks.check(mail.toString());
    assertThat(mail.get("FromEmailAddress").asText()).isEqualTo("Reports <" + SENDER + ">");
    assertThat(mail.at("/Destination/ToAddresses").toString())
        .isEqualTo("[\"a@example.com\",\"B Team <b@example.com>\"]");
    JsonNode message = mail.at("/Content/Simple");
    assertThat(message.at("/Subject/Data").asText())
        .isEqualTo("[conflict management] test: " + heading);
    assertThat(message.at("/Body/Html/Data").asText()).contains("<html", heading);
    assertThat(message.at("/Body/Text/Data").asText()).startsWith(heading).doesNotContain("<");
    assertThat(message.has("Attachments")).isFalse();
    assertThat(aws.sent()).hasSize(sentBefore + 1);
  }

  @Test
  void aTaskThatFailsAndOneThatIsStoppedSaySoInTheBucket() throws Exception {
    Command failing = pipeline.detection("bad").env(Emulator.refusing());
    Command.Finished failed = onAws(failing, "bad").run();
    assertThat(ended(1, failed, "bad", Scene.TASK).get("status").asText()).isEqualTo("failed");
    assertThat(metrics(failed).get("TaskFailed").asInt()).isOne();
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running task = onAws(pipeline.detection("bad"), "bad").start();
      pipeline.awaitWaiting(1);
      task.process().destroy();
      Command.Finished stopped = task.await(30);
      JsonNode result = ended(143, stopped, "bad", Scene.TASK);
      assertThat(result.get("status").asText()).isEqualTo("interrupted");
      assertThat(metrics(stopped).get("TaskInterrupted").asInt()).isOne();
    }
  }

  @Test
  void whereNothingCanBeWrittenATaskFailsBeforeItsWorkAndSaysWhatToDo() {
    Command.Finished noBucket =
        onAws(pipeline.preflight("lost"), "lost").env(location("s3://no-such/x")).run();
    refused(noBucket, "s3://no-such/x", "there is no bucket no-such", "correct RUN_LOCATION");
    Command.Finished noRegion =
        onAws(pipeline.preflight("lost"), "lost").env(Map.of("AWS_REGION", "")).run();
    refused(noRegion, "s3://runs/lost", "no region is set", "Set AWS_REGION");
    aws.refuseKeys(true);
    try {
      Command.Finished notAllowed = onAws(pipeline.preflight("lost"), "lost").run();
      refused(notAllowed, "s3://runs/lost", "is not allowed", "s3:PutObject on arn:aws:s3:::runs/");
    } finally {
      aws.refuseKeys(false);
    }
    pipeline.isFree();
  }

  private static Map<String, String> location(String location) {
    return Map.of("RUN_LOCATION", location);
  }

  private static void refused(Command.Finished finished, String... words) {
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(2);
    assertThat(finished.output().replace("\\/", "/")).contains(words);
    assertThat(finished.output()).doesNotContain("connected");
  }

  @Test
  void postflightGivesBackWhereItCanNeitherWriteNorSend() {
    pipeline.preflight("stuck").run();
    pipeline.isHeldBy("stuck");
    Command.Finished finished =
        onAws(pipeline.postflight("stuck"), "stuck")
            .env(MAIL)
            .env(Map.of("EMAIL_SENDER", "nobody@example.org", "RUN_LOCATION", "s3://no-such/x"))
            .run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    assertThat(finished.output())
        .contains("mail: sending the mail failed", "MessageRejected")
        .contains("report: run location")
        .doesNotContain("nobody@example.org\"");
    assertThat(metrics(finished).get("TaskWarnings").asInt()).isGreaterThan(1);
    pipeline.isFree();
  }

  @Test
  void aRunOverStoredConflictsSendsItsReportLikewise() throws Exception {
    record();
    Command.Finished finished = onAws(pipeline.task(SUMMARY, "stored"), "stored").env(MAIL).run();
    ended(0, finished, "stored", SUMMARY);
    mailed(aws.mails(), "The run ended without detection");
    assertThat(aws.object(BUCKET, "stored/report.html")).doesNotContain("example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"task99_postflight", SUMMARY})
  void aMailThatIsNotSentIsAWarning(String task) {
    String run = "unsent_" + task;
    Command.Finished finished =
        onAws(pipeline.task(task, run), run)
            .env(MAIL)
            .env(Map.of("EMAIL_SENDER", "nobody@example.org"))
            .run();
    JsonNode result = ended(0, finished, run, task);
    assertThat(warnings(result)).contains("mail: ", "MessageRejected");
    assertThat(aws.object(BUCKET, run + "/report.html")).isNotEmpty();
  }

  @Test
  void aSecretThatCannotBeUsedIsNamedAndNotTold() {
    refused(secret("no/such").run(), "no/such", "there is none of this name");
    refused(secret("task02/text").run(), "task02/text", "no JSON object");
    aws.putSecret("task02/part", "{\"host\": \"127.0.0.1\", \"port\": \"Qanary-port\"}");
    refused(
        secret("task02/part").run(),
        "postgres_port (secret task02/part): the value is not a whole number",
        "POSTGRES_USER (environment): not set",
        "POSTGRES_PASSWORD (environment): not set",
        "the secret task02/part has it not");
    Command silent = secret("task02/part").env(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1"));
    Command.Finished unreached = silent.env(location("/tmp")).run();
    assertThat(unreached.exitCode()).as(unreached.everything()).isEqualTo(1);
    assertThat(unreached.output()).contains("AWS cannot be reached");
  }

  private Command secret(String name) {
    Map<String, String> none =
        Map.of("POSTGRES_HOST", "", "POSTGRES_USER", "", "POSTGRES_PASSWORD", "");
    return onAws(pipeline.runLockCommand("acquire", "--run-id=secret"), "secret")
        .env(none)
        .env(Map.of("POSTGRES_SECRET", name, "POSTGRES_PORT", ""));
  }

  @Test
  void validateConfigNamesTheSecretAndEveryWrongAddressAndConnectsToNothing() throws Exception {
    Map<String, String> named = named("named");
    aws.record();
    Command.Finished finished =
        onAws(pipeline.task("validate_config", "named"), "named")
            .env(named)
            .env(MAIL)
            .env(Map.of("EMAIL_RECIPIENTS", "a@example.com,nobody,b@,c@example"))
            .env(Map.of("EMAIL_SENDER", "me", "POSTGRES_USER", "given"))
            .with("--json")
            .run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(2);
    JsonNode answer = Json.read(finished.output());
    assertThat(answer.get("problems")).hasSize(4);
    assertThat(answer.get("problems").toString())
        .contains("\\\"nobody\\\"", "\\\"b@\\\"", "\\\"c@example\\\"", "\\\"me\\\"");
    assertThat(answer.at("/parameters/postgres_password/source").asText())
        .isEqualTo("secret named/postgres");
    assertThat(answer.at("/parameters/snowflake_private_key/value").asText())
        .isEqualTo("(not fetched)");
    assertThat(answer.at("/parameters/postgres_user/source").asText()).isEqualTo("environment");
    assertThat(aws.mails()).isEmpty();
    assertThat(aws.object(BUCKET, "named/validate_config.json")).isEmpty();
  }

  @Test
  void logsForPeopleHaveNoMetrics() throws Exception {
    Path folder = Files.createTempDirectory("people");
    Command command = pipeline.runLockCommand("release", "--run-id=people");
    assertThat(command.env(location(folder.toString())).run().output()).doesNotContain("_aws");
    Command off = pipeline.runLockCommand("release", "--run-id=people");
    off.env(Map.of("LOG_FORMAT", "json", "METRICS", "false"));
    assertThat(off.run().output()).contains("\"end\"").doesNotContain("_aws");
  }
}
