package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.Chance;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Copies of visits that are equally new, and rows of dimensions for one id, that say different
 * things: which counts is not said, but it is the same one in whatever order they come.
 */
class OrderIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final Map<String, String> DIMENSIONS =
      Map.of(
          "DIMCAREGIVER", "Caregiver",
          "DIMPROVIDER", "Provider",
          "DIMOFFICE", "Office",
          "DIMPATIENT", "Patient",
          "DIMPAYER", "Payer",
          "DIMCONTRACT", "Contract",
          "DIMSERVICECODE", "Service Code",
          "DIMUSER", "User");

  /** What makes the other row one for the same, and as new. */
  private static final List<String> KEPT =
      List.of(
          "Caregiver Id",
          "Patient Id",
          "Visit Updated Timestamp",
          "Application Created UTC Timestamp");

  private final LocalDateTime began = StoreReader.clock();
  private final World world =
      InserviceWorldMaker.make(20_260_126, 800, NOW, Parameters.DEFAULT, OrderIT::addTies);

  private static void addTies(World world) {
    Chance chance = new Chance(20_260_127);
    addTwins(chance, world.warehouseRows(World.FACT), "Visit Id");
    DIMENSIONS.forEach((table, name) -> addTwins(chance, world.warehouseRows(table), name + " Id"));
    addTwins(chance, world.warehouseRows("DIMPATIENTADDRESS"), "Patient Address Id");
  }

  /** Others of the same id and time, with the values of yet another row. */
  private static void addTwins(Chance chance, List<Map<String, String>> rows, String key) {
    for (Map<String, String> row : List.copyOf(rows)) {
      if (row.containsKey(key) && chance.percent(12)) {
        Map<String, String> twin = new HashMap<>(chance.one(rows));
        for (String kept : KEPT) {
          twin.put(kept, row.get(kept));
        }
        twin.put(key, row.get(key));
        twin.values().removeIf(Objects::isNull);
        twin.computeIfPresent(key, (c, id) -> id.toUpperCase(Locale.ROOT));
        rows.add(twin);
      }
    }
  }

  /** The same source, read from its end. */
  private World backwards() {
    Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
    world
        .warehouse()
        .forEach(
            (table, rows) -> {
              List<Map<String, String>> reversed = new ArrayList<>(rows);
              Collections.reverse(reversed);
              tables.put(table, reversed);
            });
    return new World(NOW, tables, world.store());
  }

  @Test
  void detectionAndInserviceWriteTheSameAndASecondRunWritesNothing() {
    assertThat(Comparison.of(detected(world), detected(backwards()))).isEmpty();
  }

  private Contents detected(World source) {
    try (Scene scene = Scene.of(source)) {
      Database database = scene.database();
      run(scene, database, true);
      Contents contents = new StoreReader(world, began).read(database);
      String before = database.fingerprint();
      run(scene, database, false);
      assertThat(database.fingerprint()).as("a second time").isEqualTo(before);
      database.drop();
      return contents;
    }
  }

  private static void run(Scene scene, Database database, boolean first) {
    JsonNode detection = scene.detect(database, Parameters.DEFAULT);
    JsonNode inservice =
        Operations.succeeded(
            scene
                .task(WritingTask.INSERVICE, database, "order")
                .with(Parameters.DEFAULT.inserviceOptions())
                .run());
    for (JsonNode result : List.of(detection, inservice)) {
      assertThat(result.at("/counts/inserted").asInt() > 0).isEqualTo(first);
      assertThat(result.get("warnings")).isNotEmpty();
    }
  }

  @Test
  void detectionOfTheReplicaWritesTheSame() {
    assertThat(Comparison.of(lookedAt(world), lookedAt(backwards()))).isEmpty();
  }

  private Contents lookedAt(World source) {
    Chunks chunks = Chunks.planned(source, 3);
    Chunks.done(chunks.allKeys());
    Contents contents = new StoreReader(world, began).read(chunks.database);
    chunks.database.drop();
    return contents;
  }
}
