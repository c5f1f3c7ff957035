package care.conflict.chunks;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Window;
import care.conflict.runtime.files.Json;
import care.conflict.runtime.files.RunLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The plan of chunked detection in the run's folder; its form is docs/task02-chunks.schema.json. It
 * has no SSNs: the keys of a chunk stand in the database.
 */
public final class PlanFile {
  private static final String NAME = "task02_chunks.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private PlanFile() {}

  /**
   * Writes the plan, whole or not at all; returns where.
   *
   * @param sizes how much a chunk of it holds, by the names of the parameters
   */
  public static String write(
      Run run, Window window, Instant madeAt, Map<String, Long> sizes, List<Chunk> chunks)
      throws IOException {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("run_id", run.runId());
    plan.put("made_at", madeAt.toString());
    plan.put("window_from", window.from().toString());
    plan.put("window_to", window.to().toString());
    sizes.forEach(plan::put);
    plan.put("rows", chunks.stream().mapToLong(Chunk::rows).sum());
    plan.put("keys", chunks.stream().mapToLong(Chunk::keys).sum());
    plan.putArray("chunks").addAll(chunks.stream().map(PlanFile::node).toList());
    return RunLocation.write(run, NAME, Json.of(plan));
  }

  private static ObjectNode node(Chunk chunk) {
    return JSON.createObjectNode()
        .put("id", chunk.id())
        .put("rows", chunk.rows())
        .put("keys", chunk.keys())
        .put("first_date", chunk.firstDate().toString())
        .put("last_date", chunk.lastDate().toString());
  }

  /** A chunk of the run's plan; an error (exit 2) where there is no such plan or chunk. */
  public static Chunk chunk(Run run, int id) throws IOException {
    String place = RunLocation.of(run) + "/" + NAME;
    String text =
        RunLocation.read(run, NAME)
            .orElseThrow(() -> unusable("there is no plan of chunks: " + place + " is not there"));
    List<Chunk> chunks = new ArrayList<>();
    try {
      JsonNode plan = JSON.readTree(text);
      String planned = text(plan, "run_id");
      if (!planned.equals(run.runId())) {
        throw unusable("%s is the plan of run %s, not of this one".formatted(place, planned));
      }
      Instant madeAt = Instant.parse(text(plan, "made_at"));
      plan.required("chunks").forEach(it -> chunks.add(chunk(it, madeAt)));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw unusable(place + " is damaged");
    }
    return chunks.stream()
        .filter(it -> it.id() == id)
        .findFirst()
        .orElseThrow(
            () -> unusable("%s has no chunk %d; it has %,d".formatted(place, id, chunks.size())));
  }

  private static Chunk chunk(JsonNode node, Instant madeAt) {
    return new Chunk(
        Math.toIntExact(number(node, "id")),
        number(node, "rows"),
        number(node, "keys"),
        LocalDate.parse(text(node, "first_date")),
        LocalDate.parse(text(node, "last_date")),
        madeAt);
  }

  private static String text(JsonNode node, String name) {
    return node.required(name).asText();
  }

  private static long number(JsonNode node, String name) {
    JsonNode number = node.required(name);
    if (!number.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is no whole number");
    }
    return number.longValue();
  }

  private static TaskFailure unusable(String why) {
    return TaskFailure.misused(why, "Run get_task02_chunks again, then the chunks.");
  }
}
