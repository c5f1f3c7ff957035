package care.conflict.acceptance.failures;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Leaks;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No command shows a secret or a person, also not when it fails with LOG_LEVEL at DEBUG. */
class LeaksIT {

  private static final List<String> OTHERS =
      List.of(
          "migrate",
          "run_lock",
          "task00_preflight",
          "task99_postflight",
          "process_task02_chunk",
          "summarize_task02_chunks",
          "validate_config",
          "test_connections");

  /** Both databases refuse these, or cannot read them. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "POSTGRES_PASSWORD", "Qanary-wrong-password",
          "SNOWFLAKE_PASSWORD", "Qanary-other-password",
          "SNOWFLAKE_PRIVATE_KEY",
              "-----BEGIN PRIVATE KEY-----\nQanaryKeyOfNobodyAndOfNoUse0123456789\n-----END PRIVATE KEY-----",
          "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", "Qanary-passphrase");

  private final Operations pipeline = Operations.create();

  static Stream<String> commands() {
    return Stream.concat(
        OTHERS.stream(), Arrays.stream(WritingTask.values()).map(WritingTask::command));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void secretsThatAreRefusedAreNotShown(String name) throws IOException {
    Command command = pipeline.task(name, "run").env(SECRETS);
    if (name.equals("run_lock")) {
      command = pipeline.runLockCommand("acquire", "--run-id=run").env(SECRETS);
    }
    Command.Finished finished = command.run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isBetween(0, 2);
    checkFolder(pipeline.location("run"));
  }

  /** PostgreSQL quotes what it cannot read as a number: here the row that a task writes. */
  @ParameterizedTest
  @EnumSource
  void aRowThatIsRefusedIsNotShown(WritingTask task) throws IOException {
    Operations refusing = Operations.create(task);
    refusing.database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM CAST(NEW AS text)::integer; RETURN NEW; END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION refuse()"""
            .formatted(task.table()));
    JsonNode result = ended(1, refusing.task(task, "run").run());
    assertThat(message(result)).contains("22P02");
    succeeded(refusing.postflight("run").run());
    checkFolder(refusing.location("run"));
  }

  private static void checkFolder(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Leaks.check(Files.readString(file));
        }
      }
    }
  }
}
