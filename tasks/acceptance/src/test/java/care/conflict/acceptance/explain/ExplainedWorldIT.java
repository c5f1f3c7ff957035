package care.conflict.acceptance.explain;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.ReplicaTables;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over generated worlds: what is told of a pair is what the run then does. */
class ExplainedWorldIT {
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-05-02T10:00:00");
  private static final int VISITS = 300;
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)(.*)");
  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  /** Of a seed, with nothing stored yet. */
  private static World world(long seed) {
    World world = WorldMaker.make(seed, VISITS, NOW, Parameters.DEFAULT);
    world.storeRows("conflictvisitmaps").clear();
    world.storeRows("conflicts").clear();
    return world;
  }

  /** A world with its replica, to be asked by either source. */
  private record Shown(World world, Scene scene, Database database) implements AutoCloseable {
    static Shown of(World world) {
      Scene scene = Scene.of(world);
      Database database = scene.database();
      ReplicaTables.load(database, world);
      return new Shown(world, scene, database);
    }

    Map<PairId, JsonNode> all() {
      return Explained.of(scene, database, Explained.options(world, "snowflake")).pairs();
    }

    Map<PairId, JsonNode> of(String source, Set<String> visits) {
      List<String> options =
          List.of("--json", "--visits-from=" + source, "--visit=" + String.join(",", visits));
      return Explained.of(scene, database, options).pairs();
    }

    @Override
    public void close() {
      scene.close();
      database.drop();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void everyPairOfEveryKeyIsInsertedOrNotAsItIsExplained(long seed) {
    World world = world(seed);
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      ReplicaTables.load(database, world);
      Set<String> inserted = new TreeSet<>();
      Set<String> others = new TreeSet<>();
      List<Set<String>> conflicts = new ArrayList<>();
      for (String source : Explained.SOURCES) {
        Set<String> told = new TreeSet<>();
        conflicts.add(told);
        Explained.of(scene, database, Explained.options(world, source))
            .pairs()
            .forEach(
                (pair, node) -> {
                  if (Explained.isConflict(node)) {
                    told.add(ordered(pair));
                  }
                  if (source.equals("snowflake")) { // a chunk inserts nothing
                    (Explained.isInserted(node) ? inserted : others).add(ordered(pair));
                  }
                });
      }
      assertThat(conflicts.get(1)).isEqualTo(conflicts.get(0));
      scene.detect(database, Parameters.DEFAULT);
      Set<String> stored = new TreeSet<>();
      new StoreReader(world, StoreReader.clock())
          .read(database)
          .maps()
          .keySet()
          .forEach(pair -> stored.add(ordered(pair)));
      assertThat(inserted).isEqualTo(stored).hasSizeGreaterThan(10);
      assertThat(others).hasSizeGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void whatTheNextRunWouldDoWithARowIsWhatItThenDoes(long seed) {
    World world = WorldMaker.make(seed, VISITS, NOW, Parameters.DEFAULT);
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      StoreReader reader = new StoreReader(world, StoreReader.clock());
      Contents before = reader.read(database);
      Map<PairId, String> told = new LinkedHashMap<>();
      Explained.of(scene, database, Explained.options(world, "snowflake"))
          .pairs()
          .forEach(
              (pair, node) -> {
                told.put(pair, told(node.at("/store/0/next_run")));
                told.put(pair.turned(), told(node.at("/store/1/next_run")));
              });
      scene.detect(database, Parameters.DEFAULT);
      Contents after = reader.read(database);
      List<String> faults = new ArrayList<>();
      told.forEach(
          (pair, action) -> {
            String done = done(before.maps().get(pair), after.maps().get(pair));
            boolean resolves =
                action.equals("resolve") && List.of("resolve", "nothing").contains(done);
            if (!resolves && !action.equals(done)) {
              faults.add("%s: told %s, done %s".formatted(pair, action, done));
            }
          });
      assertThat(faults).isEmpty();
      assertThat(told.values()).contains("insert", "nothing");
      assertThat(String.join("\n", told.values())).contains("update ", "reopen ", "StatusFlag");
    }
  }

  /** An action, of an update with the columns that differ. */
  private static String told(JsonNode next) {
    String action = next.get("action").asText();
    Set<String> columns = new TreeSet<>();
    next.get("columns").forEach(it -> columns.add(it.asText()));
    return List.of("update", "reopen").contains(action) ? action + " " + columns : action;
  }

  /** What became of a row. */
  private static String done(Map<String, String> before, Map<String, String> after) {
    if (before == null) {
      return after == null ? "nothing" : "insert";
    }
    if (before.equals(after)) {
      return "nothing";
    }
    if (!Contents.NOW.equals(after.get("UpdatedDate"))) {
      return "repair";
    }
    if ("R".equals(after.get("StatusFlag"))) {
      return "resolve";
    }
    TreeSet<String> columns = new TreeSet<>(before.keySet());
    columns.addAll(after.keySet());
    columns.removeIf(it -> it.contains("LastUpdated") || it.equals("UpdatedDate"));
    columns.removeIf(it -> Objects.equals(before.get(it), after.get(it)));
    boolean isClosed = List.of("R", "D").contains(before.getOrDefault("StatusFlag", ""));
    return (isClosed ? "reopen " : "update ") + columns;
  }

  private static String ordered(PairId pair) {
    return pair.first().compareTo(pair.second()) < 0
        ? pair.first() + " " + pair.second()
        : pair.second() + " " + pair.first();
  }

  @Test
  void theSmallestChangeTurnsTheVerdictAndOneMinuteLessDoesNot() {
    Set<String> visits;
    Map<PairId, JsonNode> turned;
    try (Shown shown = Shown.of(world(9))) {
      visits = chosen(shown.world(), shown.all());
      turned = turned(shown.of("snowflake", visits));
      assertThat(changes(turned(shown.of("replica", visits)))).isEqualTo(changes(turned));
    }
    assertThat(turned).hasSizeGreaterThan(8);
    assertThat(turned.values()).extracting(Explained::isConflict).contains(true, false);
    for (int less : new int[] {0, 1}) {
      World changed = world(9);
      turned.values().forEach(pair -> apply(changed, pair, less));
      try (Shown shown = Shown.of(changed)) {
        for (String source : Explained.SOURCES) {
          Map<PairId, JsonNode> after = shown.of(source, visits);
          turned.forEach(
              (pair, node) ->
                  assertThat(Explained.isConflict(after.get(pair)) != Explained.isConflict(node))
                      .as("%s: %s, %d less", source, node.get("smallest_change"), less)
                      .isEqualTo(less == 0));
        }
      }
    }
  }

  /** Those that a change turns. */
  private static Map<PairId, JsonNode> turned(Map<PairId, JsonNode> told) {
    Map<PairId, JsonNode> turned = new LinkedHashMap<>();
    told.forEach(
        (pair, node) -> {
          if (node.hasNonNull("smallest_change")) {
            turned.put(pair, node);
          }
        });
    return turned;
  }

  private static Map<PairId, JsonNode> changes(Map<PairId, JsonNode> turned) {
    Map<PairId, JsonNode> changes = new LinkedHashMap<>(turned);
    changes.replaceAll((pair, node) -> node.get("smallest_change"));
    return changes;
  }

  /**
   * The visits of some pairs that only the rules decide: one of a person's day, of single copies.
   */
  private static Set<String> chosen(World world, Map<PairId, JsonNode> pairs) {
    Set<String> days = new HashSet<>();
    Set<String> chosen = new LinkedHashSet<>();
    pairs.forEach(
        (pair, told) -> {
          boolean byRules =
              Explained.isConflict(told) || told.at("/stopped_at/gate").asText().equals("rules");
          JsonNode visit = told.at("/visits/0");
          boolean single =
              rows(world, pair.first()).size() == 1 && rows(world, pair.second()).size() == 1;
          if (byRules
              && single
              && chosen.size() < 32
              && days.add(visit.get("person").asText() + visit.get("visit_date").asText())) {
            chosen.add(pair.first());
            chosen.add(pair.second());
          }
        });
    return chosen;
  }

  private static List<Map<String, String>> rows(World world, String visit) {
    return world.warehouseRows(World.FACT).stream()
        .filter(row -> visit.equals(Canonical.uuid(row.get("Visit Id"))))
        .toList();
  }

  private static void apply(World world, JsonNode pair, int less) {
    JsonNode change = pair.get("smallest_change");
    int minutes = change.get("minutes").asInt();
    int moved = minutes - Integer.signum(minutes) * less;
    int side = change.get("visit").asText().equals("a") ? 0 : 1;
    Map<String, String> row =
        rows(world, pair.at("/visits/%d/visit_id".formatted(side)).asText()).get(0);
    for (String part : List.of("start", "end")) {
      if (List.of(part, "both").contains(change.get("part").asText())) {
        for (String kind : List.of("Scheduled", "Visit")) {
          String column = kind + (part.equals("start") ? " Start Time" : " End Time");
          row.computeIfPresent(column, (name, text) -> later(text, moved));
        }
      }
    }
  }

  private static String later(String text, int minutes) {
    Matcher time = TIME.matcher(text);
    assertThat(time.matches()).as(text).isTrue();
    return WRITTEN.format(LocalDateTime.parse(time.group(1), WRITTEN).plusMinutes(minutes))
        + time.group(2);
  }
}
