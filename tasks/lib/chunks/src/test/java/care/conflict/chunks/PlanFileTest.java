package care.conflict.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Window;
import care.conflict.testing.Runs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanFileTest {
  private static final Instant MADE = Instant.parse("2026-11-21T18:00:00.123456Z");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
  private static final Window WINDOW =
      new Window(MONDAY.minusYears(2), MONDAY.plusDays(45), Optional.empty());
  private static final Map<String, Long> SIZES =
      Map.of("target_chunk_size", 10_000L, "max_chunk_size", 50_000L, "max_keys_per_chunk", 1_000L);
  private static final List<Chunk> CHUNKS =
      List.of(
          new Chunk(1, 12_000, 900, MONDAY, MONDAY.plusDays(1), MADE),
          new Chunk(2, 60_000, 1, MONDAY.plusDays(1), MONDAY.plusDays(1), MADE));

  @TempDir private Path location;

  private Run run(String runId) {
    return Runs.of("get_task02_chunks", runId, Map.of("RUN_LOCATION", location.toString()));
  }

  private JsonNode written(List<Chunk> chunks) throws IOException {
    String place = PlanFile.write(run("r1"), WINDOW, MADE, SIZES, chunks);
    assertThat(place).isEqualTo(location.resolve("task02_chunks.json").toString());
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../../../docs/task02-chunks.schema.json")));
    JsonNode plan = new ObjectMapper().readTree(Path.of(place).toFile());
    assertThat(schema.validate(plan)).isEmpty();
    return plan;
  }

  @Test
  void aPlanKeepsToItsSchemaAndSaysWhatItsChunksAddUpTo() throws IOException {
    JsonNode plan = written(CHUNKS);

    assertThat(plan.get("rows").asLong()).isEqualTo(72_000);
    assertThat(plan.get("keys").asLong()).isEqualTo(901);
    assertThat(plan.get("max_keys_per_chunk").asLong()).isEqualTo(1000);
    assertThat(plan.get("window_from").asText()).isEqualTo("2024-11-16");
    try (var files = Files.list(location)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aPlanWithoutChunksIsAPlan() throws IOException {
    assertThat(written(List.of()).get("chunks")).isEmpty();
  }

  @Test
  void aChunkIsReadAsItWasPlanned() throws IOException {
    written(CHUNKS);

    assertThat(PlanFile.chunk(run("r1"), 2)).isEqualTo(CHUNKS.get(1));
  }

  @Test
  void aPlanThatIsNotThereIsAnErrorThatSaysWhatToDo() {
    refused("r1", 1, "there is no plan of chunks");
  }

  @Test
  void thePlanOfAnotherRunIsNotUsed() throws IOException {
    written(CHUNKS);

    refused("r2", 1, "is the plan of run r1");
  }

  @Test
  void aChunkThatThePlanDoesNotHaveIsAnError() throws IOException {
    written(CHUNKS);

    refused("r1", 3, "has no chunk 3; it has 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "nonsense",
        "{\"run_id\": \"r1\"}",
        "{\"run_id\": \"r1\", \"made_at\": \"yesterday\", \"chunks\": []}",
        "{\"run_id\": \"r1\", \"made_at\": \"2026-11-21T18:00:00Z\", \"chunks\": [{\"id\": \"1\"}]}",
        "{\"run_id\": \"r1\", \"made_at\": \"2026-11-21T18:00:00Z\", \"chunks\": []} more"
      })
  void aDamagedPlanIsAnError(String text) throws IOException {
    Files.writeString(location.resolve("task02_chunks.json"), text);

    refused("r1", 1, "is damaged");
  }

  @Test
  void aPlanThatIsCutOffIsDamaged() throws IOException {
    written(CHUNKS);
    Path file = location.resolve("task02_chunks.json");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));

    refused("r1", 1, "is damaged");
  }

  private void refused(String runId, int chunk, String message) {
    assertThatThrownBy(() -> PlanFile.chunk(run(runId), chunk))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            TaskFailure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.MISUSED);
              assertThat(failure.advice()).contains("get_task02_chunks");
            });
  }
}
