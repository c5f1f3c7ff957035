package care.conflict.acceptance.explain;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code explain --json} said, by pair; each of them in the order of the answer. */
record Explained(Map<PairId, JsonNode> pairs) {
  static final String COMMAND = "explain";
  static final List<String> SOURCES = List.of("snowflake", "replica");

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Checkout.root().resolve("docs/explain.schema.json").toUri());

  /** An answer, whose exit code must say whether there is a conflict. */
  static Explained of(Command.Finished finished) {
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.output()).isIn(0, 10);
    JsonNode answer = Json.read(finished.output());
    assertThat(SCHEMA.validate(answer)).isEmpty();
    assertThat(finished.exitCode()).isEqualTo(answer.get("conflicts").asInt() > 0 ? 0 : 10);
    Map<PairId, JsonNode> pairs = new TreeMap<>(PAIRS);
    for (JsonNode pair : answer.get("pairs")) {
      pairs.put(PairId.of(visit(pair, 0), visit(pair, 1)), pair);
    }
    return new Explained(pairs);
  }

  private static final Comparator<PairId> PAIRS =
      Comparator.comparing(PairId::first).thenComparing(PairId::second);

  private static String visit(JsonNode pair, int number) {
    return pair.get("visits").get(number).get("visit_id").asText();
  }

  /** Asks at the scene's "now". */
  static Explained of(Scene scene, Database database, List<String> options) {
    return of(
        scene
            .command(COMMAND, database, "asked")
            .with("--now=" + scene.world.now())
            .with(options)
            .run());
  }

  /** Asks about all visits of a world: every pair of every person's day. */
  static List<String> options(World world, String source) {
    String visits =
        world.warehouseRows(World.FACT).stream()
            .map(row -> Canonical.uuid(row.get("Visit Id")))
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(","));
    return List.of("--json", "--visits-from=" + source, "--visit=" + visits);
  }

  /** The one pair that was asked about. */
  JsonNode only() {
    assertThat(pairs).hasSize(1);
    return pairs.values().iterator().next();
  }

  static boolean isConflict(JsonNode pair) {
    return pair.get("verdict").asText().equals("conflict");
  }

  /** A conflict that a run writes where nothing is stored yet. */
  static boolean isInserted(JsonNode pair) {
    return isConflict(pair) && pair.get("stopped_at").isNull();
  }

  /** A letter of each rule. */
  static String flags(JsonNode pair) {
    StringBuilder flags = new StringBuilder();
    pair.get("rules").forEach(rule -> flags.append(rule.get("holds").asBoolean() ? 'Y' : 'N'));
    return flags.toString();
  }

  /** What a stored row says, where the pair is a conflict; null where it is none. */
  static Map<String, String> row(JsonNode pair) {
    if (!isConflict(pair)) {
      return null;
    }
    Map<String, String> row = new HashMap<>();
    pair.get("rules")
        .forEach(
            rule -> row.put(rule.get("flag").asText(), rule.get("holds").asBoolean() ? "Y" : "N"));
    JsonNode between = pair.get("between");
    put(row, "DistanceMilesFromLatLng", between.get("miles"));
    put(row, "AverageMilesPerHour", between.get("miles_per_hour"));
    put(row, "MinuteDiffBetweenSch", between.get("gap_minutes"));
    if (!between.get("travel_minutes").isNull()) {
      double rounded = Math.floor(between.get("travel_minutes").asDouble() + 0.5);
      row.put("ETATravelMinutes", Double.toString(rounded));
    }
    return row;
  }

  private static void put(Map<String, String> row, String column, JsonNode value) {
    if (!value.isNull()) {
      row.put(column, value.asText());
    }
  }
}
