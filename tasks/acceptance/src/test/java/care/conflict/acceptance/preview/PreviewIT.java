package care.conflict.acceptance.preview;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.worlds.Chance;
import care.conflict.acceptance.worlds.DeletedVisitMaker;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import care.conflict.acceptance.worlds.StatusWorldMaker;
import care.conflict.testing.Checkout;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over generated worlds: what is foreseen is what the run then does, and looking changes nothing.
 */
class PreviewIT {
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final int VISITS = 400;
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'+00'").withZone(ZoneOffset.UTC);
  private static final List<String> USUAL =
      List.of(
          "--max-resolve-percent=100", "--source-drop-percent=100", "--provider-drop-percent=100");

  /** Each of them takes the lock for itself, and gives it back. */
  private static final List<String> TASKS =
      List.of(
          "task02_00_conflict_update", "task02_01_inservice_conflict", "task03_status_management");

  /** One of them; -Dpreview_worlds says how many (make test-seeds: 20). */
  static LongStream seeds() {
    return LongStream.range(300, 300 + Math.max(1, Long.getLong("preview_worlds", 1)));
  }

  /** For those who only look: nothing of it is ever changed. */
  private static final class Quiet {
    static final Scene SCENE = Scene.of(world(313));
    static final Database DATABASE = SCENE.database();
  }

  private static World world(long seed) {
    World world = InserviceWorldMaker.make(seed, VISITS, NOW, Parameters.DEFAULT);
    List<String> visits =
        world.storeRows("conflictvisitmaps").stream()
            .map(row -> row.get("VisitID"))
            .distinct()
            .toList();
    // A provider's name may be told, a person's may not.
    world.warehouseRows("DIMPROVIDER").forEach(row -> row.put("Provider Name", "Some agency"));
    for (Map<String, String> row : world.storeRows("conflictvisitmaps")) {
      row.put("ProviderName", "Some agency");
    }
    new DeletedVisitMaker(world, new Chance(seed + 1), StatusParameters.DEFAULT).make(visits, 8);
    return world;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRowsThatPreviewNamesAreThoseThatTheRunThenWritesWithTheirActionsAndColumns(long seed) {
    World world = world(seed);
    Database database;
    try (Scene scene = Scene.of(world)) {
      database = scene.database();
      assertThat(runs(scene, database, NOW, USUAL, "first"))
          .contains("inserted", "updated", "resolved");
      // The day's second run: what status management writes only then is foreseen, too.
      runs(scene, database, NOW, USUAL, "again");
    }
    LocalDateTime later = NOW.plusDays(1);
    nextDay(world, new Chance(seed + 2), later);
    try (Scene scene = Scene.of(world)) {
      assertThat(runs(scene, database, later, USUAL, "next-day")).contains("updated", "resolved");
    }
    world.warehouseRows("DIMPROVIDER").forEach(row -> row.replace("Is Active", "true", "false"));
    switchOn(world, database);
    try (Scene scene = Scene.of(world)) {
      runs(scene, database, later, USUAL, "provider-off");
      excludeSomebody(database);
      runs(scene, database, later, USUAL, "somebody-excluded");
      List<String> others = new ArrayList<>(USUAL);
      others.addAll(
          List.of(
              "--lookback-hours=400",
              "--lookback-years=1",
              "--enable-asymmetric-join=false",
              "--skip-unchanged-records=false",
              "--enable-phase-b=false"));
      assertThat(runs(scene, database, later, others, "other-parameters")).contains("updated");
    }
    database.drop();
  }

  /** Some visits are at another time, some are gone, and both are told of just now. */
  private static void nextDay(World world, Chance chance, LocalDateTime now) {
    List<Map<String, String>> visits = world.warehouseRows(World.FACT);
    visits.removeIf(visit -> chance.percent(6));
    String told = now.toLocalDate() + " 01:00:00+00";
    for (Map<String, String> visit : visits) {
      if (chance.percent(25)) {
        visit.put("Visit Updated Timestamp", told);
        visit.put("Billed Hours", "1.25");
        if (chance.percent(40)) {
          visit.put("Is Missed", "true");
        }
        if (chance.percent(30)) {
          visit.put("Scheduled End Time", visit.get("Scheduled Start Time"));
        }
      }
    }
  }

  /** All but the one with most rows. */
  private static void switchOn(World world, Database database) {
    String most =
        database.ask(
            """
            SELECT "ProviderID" FROM conflictvisitmaps WHERE "StatusFlag" = 'U'
            GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""");
    String plain = most.replace("-", "");
    world
        .warehouseRows("DIMPROVIDER")
        .forEach(
            row -> {
              String id =
                  String.valueOf(row.get("Provider Id")).replace("-", "").toLowerCase(Locale.ROOT);
              row.put("Is Active", id.contains(plain) ? "false" : "true");
            });
  }

  private static void excludeSomebody(Database database) {
    database.execute(
        """
        INSERT INTO excluded_ssn ("SSN")
        SELECT "SSN" FROM conflictvisitmaps WHERE "StatusFlag" = 'U' AND "SSN" IS NOT NULL
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""");
  }

  /** Previews, then runs; returns what was done. */
  private static Set<String> runs(
      Scene scene, Database database, LocalDateTime now, List<String> options, String what) {
    String untouched = Untouched.of(database);
    Foreseen foreseen =
        Foreseen.of(
            scene
                .command(Foreseen.COMMAND, database, "foreseen-" + what)
                .with("--now=" + now)
                .with(options));
    assertThat(Untouched.of(database)).as(what).isEqualTo(untouched);
    StoredTables before = StoredTables.of(database);
    for (String task : TASKS) {
      succeeds(scene.command(task, database, what).with("--now=" + now).with(options));
    }
    List<String> done = before.changesTo(StoredTables.of(database));
    assertThat(foreseen.rows()).as(what).isEqualTo(done);
    assertThat(foreseen.exitCode()).as(what).isEqualTo(done.isEmpty() ? 11 : 0);
    TreeSet<String> actions = new TreeSet<>();
    Map<String, Long> counts =
        done.stream()
            .map(line -> line.split(",", -1))
            .map(cells -> cells[0].replace("conflictvisitmaps", "rows") + "/" + cells[4])
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    counts.forEach(
        (place, rows) -> {
          assertThat(foreseen.told().at("/" + place).asLong()).as(what + place).isEqualTo(rows);
          actions.add(place.substring(place.indexOf('/') + 1));
        });
    assertThat(total(foreseen.told())).as(what).isEqualTo(done.size());
    return actions;
  }

  private static long total(JsonNode told) {
    return Stream.of("rows", "conflicts")
        .flatMap(table -> told.get(table).properties().stream())
        .mapToLong(count -> count.getValue().asLong())
        .sum();
  }

  private static void succeeds(Command command) {
    Command.Finished finished = command.run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
  }

  @Test
  void previewAfterARunThatChangedNothingIsEmpty() {
    World world = StatusWorldMaker.settle(world(315));
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      runTasks(scene, database, "run-1");
      runTasks(scene, database, "run-2");
      Foreseen foreseen =
          Foreseen.of(
              scene
                  .command(Foreseen.COMMAND, database, "foreseen")
                  .with("--now=" + NOW)
                  .with(USUAL)
                  .with("--fail-if=changed > 0"));
      assertThat(foreseen.rows()).isEmpty();
      assertThat(foreseen.exitCode()).isEqualTo(11);
      assertThat(foreseen.told().get("changes").asBoolean()).isFalse();
    }
  }

  @Test
  void previewRunsBesideARunHoldsNoLockAndReadsAlone() {
    Database database = Quiet.SCENE.database();
    succeeds(Quiet.SCENE.command("run_lock", database, "other").with("acquire"));
    String untouched = Untouched.of(database);
    Command.Running running = preview(Quiet.SCENE, database, "foreseen").start();
    TreeSet<String> modes = new TreeSet<>();
    while (running.process().isAlive()) {
      modes.addAll(List.of(Untouched.locks(database).split(",")));
    }
    Command.Finished finished = running.await();
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    modes.remove("");
    assertThat(modes).isSubsetOf("AccessShareLock", "RowShareLock");
    assertThat(Untouched.of(database)).isEqualTo(untouched);
    database.drop();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 700, 1000, 1300, 1600, 2000})
  void killedAnywhereItLeavesNothing(int milliseconds) {
    String untouched = Untouched.of(Quiet.DATABASE);
    Command.Running running = preview(Quiet.SCENE, Quiet.DATABASE, "killed").start();
    Waiting.pause(milliseconds);
    running.process().destroyForcibly();
    Waiting.awaitTrue(() -> Untouched.leftBehind(Quiet.DATABASE).equals("0 sessions, 0 objects"));
    assertThat(Untouched.of(Quiet.DATABASE)).isEqualTo(untouched);
  }

  @Test
  void whereTheGateWouldNotLetTheRunBeginItSaysSoAndEndsAsTheRunWould() {
    World world = world(316);
    world.warehouseRows(World.FACT).clear();
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      Foreseen foreseen =
          Foreseen.of(scene.command(Foreseen.COMMAND, database, "foreseen").with("--now=" + NOW));
      assertThat(foreseen.exitCode()).isEqualTo(4);
      assertThat(foreseen.told().at("/stops/task").asText()).isEqualTo("task00_preflight");
      assertThat(foreseen.told().at("/stops/message").asText()).contains("no visit");
      assertThat(foreseen.rows()).isEmpty();
    }
  }

  @Test
  void whatAnotherVersionWouldDoOtherwiseIsWhatTheTwoPreviewsDifferIn() throws IOException {
    List<String> others = List.of("--enable-insert=false", "--enable-stale-cleanup=false");
    Foreseen both =
        Foreseen.of(
            preview(Quiet.SCENE, Quiet.DATABASE, "both")
                .with("--compare=enable_insert=false, enable_stale_cleanup=false"));
    Foreseen other = Foreseen.of(preview(Quiet.SCENE, Quiet.DATABASE, "other").with(others));
    Map<String, String> first = byRow(both.rows());
    Map<String, String> second = byRow(other.rows());
    long differing =
        Stream.concat(first.keySet().stream(), second.keySet().stream())
            .distinct()
            .filter(row -> !String.valueOf(first.get(row)).equals(second.get(row)))
            .count();
    assertThat(both.told().at("/compared/rows").asLong()).isEqualTo(differing).isPositive();
    assertThat(both.told().at("/compared/rule_version")).isEqualTo(both.told().get("rule_version"));
    assertThat(both.told().at("/compared/samples")).isNotEmpty();

    Path rules =
        rules(
            "detection/is_conflict.sql",
            "-- No rule counts.\n-- Writes: nothing. Parameters: none.\n('Y' = 'N')\n");
    JsonNode none =
        Foreseen.of(preview(Quiet.SCENE, Quiet.DATABASE, "rules").with("--compare-sql=" + rules))
            .told()
            .get("compared");
    assertThat(none.get("rule_version")).isNotEqualTo(both.told().get("rule_version"));
    assertThat(none.get("by_action").toString())
        .contains("{\"first\":\"inserted\",\"second\":\"nothing\"");
  }

  @Test
  void whatTheClockWentOnMeanwhileIsNoDifference() {
    Pair pair = Pair.of(200);
    Instant edge = Instant.now().minus(Duration.ofHours(36));
    for (int number = 1; number <= 400; number++) { // the delta loses a visit with every 50 ms
      pair.visit(number)
          .put("Visit Updated Timestamp", WRITTEN.format(edge.plusMillis(50L * number)));
    }
    SmallCase it = SmallCase.of(pair);
    Foreseen foreseen =
        Foreseen.of(
            it.command(Foreseen.COMMAND, "foreseen")
                .with("--refresh-module=")
                .with("--compare=batch_size=4000"));
    assertThat(foreseen.count("rows", "inserted")).isBetween(1L, 399L);
    assertThat(foreseen.told().at("/compared/by_action").toString()).isEqualTo("[]");
  }

  @Test
  void aRowThatIsOfAnotherRuleByTheOtherVersionCountsUnderBoth() throws IOException {
    SmallCase it = SmallCase.of(new Pair());
    String flags = Files.readString(Checkout.root().resolve("sql/rules/conflict_flags.sql"));
    assertThat(flags).contains("AS \"SameVisitTimeFlag\"");
    Path rules =
        rules(
            "rules/conflict_flags.sql",
            flags
                .replace("\"SameVisitTimeFlag\"", "\"Other\"")
                .replace("\"VisitTimeOverAnotherVisitTimeFlag\"", "\"SameVisitTimeFlag\"")
                .replace("\"Other\"", "\"VisitTimeOverAnotherVisitTimeFlag\""));
    JsonNode compared =
        Foreseen.of(
                it.task(Foreseen.COMMAND, "foreseen")
                    .with("--refresh-module=")
                    .with("--compare-sql=" + rules))
            .told()
            .get("compared");
    assertThat(compared.get("rows").asLong()).isEqualTo(2);
    assertThat(
            StreamSupport.stream(compared.get("by_rule").spliterator(), false)
                .map(
                    rule ->
                        "%s %s %s"
                            .formatted(
                                rule.get("key").asText(), rule.get("rows"), rule.get("inserted"))))
        .containsExactlyInAnyOrder(
            "SameVisitTimeFlag 2 2", "VisitTimeOverAnotherVisitTimeFlag 2 -2");
  }

  @Test
  void aColumnOfOthersThatCannotBeComparedIsNotLookedAt() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.stored(pair);
    it.database.execute("ALTER TABLE conflictvisitmaps ADD COLUMN \"Notes\" json DEFAULT '{}'");
    pair.visit(1).put("Visit End Time", "2026-03-10 10:05:00");
    it.show();
    Foreseen foreseen =
        Foreseen.of(it.task(Foreseen.COMMAND, "foreseen").with("--refresh-module="));
    assertThat(foreseen.count("rows", "updated")).isEqualTo(2);
    assertThat(SmallCase.counted(it.detect(), "updated")).isEqualTo(2);
  }

  private static Command preview(Scene scene, Database database, String run) {
    return scene.command(Foreseen.COMMAND, database, run).with("--now=" + NOW).with(USUAL);
  }

  /** Of the map rows: action and columns, by id or by the two visits. */
  private static Map<String, String> byRow(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("conflictvisitmaps,"))
        .map(line -> line.split(",", -1))
        .collect(
            Collectors.toMap(
                cells -> cells[1].isEmpty() ? cells[2] + " " + cells[3] : cells[1],
                cells -> cells[4] + " " + cells[5]));
  }

  @Test
  void aConditionThatHoldsIsAnExitCodeOfItsOwnAndIsToldWithWhatWasMeasured() {
    Foreseen holds =
        Foreseen.of(
            preview(Quiet.SCENE, Quiet.DATABASE, "one")
                .with("--fail-if=inserted > 1000000")
                .with("--fail-if=resolved > 0.001%, resolved of a provider > 99.9%"));
    assertThat(holds.exitCode()).isEqualTo(12);
    JsonNode conditions = holds.told().get("fail_if");
    assertThat(conditions).hasSize(3);
    assertThat(conditions.get(0).get("holds").asBoolean()).isFalse();
    assertThat(conditions.get(0).get("measured").asLong())
        .isEqualTo(holds.count("rows", "inserted"));
    assertThat(conditions.get(1).get("holds").asBoolean()).isTrue();
    double percent =
        100.0 * holds.count("rows", "resolved") / holds.told().get("open_rows").asLong();
    assertThat(conditions.get(1).get("measured").asDouble())
        .isCloseTo(percent, org.assertj.core.data.Offset.offset(0.0001));
    double most =
        StreamSupport.stream(holds.told().get("by_provider").spliterator(), false)
            .filter(it -> it.get("open").asLong() > 0)
            .map(it -> 100.0 * it.get("resolved").asLong() / it.get("open").asLong())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(conditions.get(2).get("measured").asDouble())
        .isCloseTo(most, org.assertj.core.data.Offset.offset(0.0001));
    Foreseen holdsNot =
        Foreseen.of(
            preview(Quiet.SCENE, Quiet.DATABASE, "two").with("--fail-if=changed > 1000000"));
    assertThat(holdsNot.exitCode()).isZero();
  }

  @Test
  void whatIsNoConditionIsRefusedWithPlaceValueAndWhatIsAllowed() {
    Command.Finished finished =
        Quiet.SCENE
            .command(Foreseen.COMMAND, Quiet.DATABASE, "x")
            .with("--fail-if=resolvd > 5%")
            .run();
    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.output())
        .contains("--fail-if (command line): 'resolvd > 5%' is not one or more conditions")
        .contains("resolved of a provider > 40%");
    Command.Finished compares =
        Quiet.SCENE
            .command(Foreseen.COMMAND, Quiet.DATABASE, "x")
            .with("--compare=lookback_hours=0,lookbak_hours=3")
            .with("--compare=batch_size=10,batch_size=20")
            .with("--compare-sql=/nowhere")
            .run();
    assertThat(compares.exitCode()).isEqualTo(2);
    assertThat(compares.output())
        .contains("--compare lookback_hours (command line): '0' is not a whole number")
        .contains("'lookbak_hours' is not one of now, lookback_hours,")
        .contains("--compare (command line): batch_size is given twice")
        .contains("'/nowhere' is not a folder that can be read");
  }

  @Test
  void whatCannotBeComparedOrWrittenIsRefusedBeforeTheWork() throws IOException {
    Path rules = rules("conflict_row/classify.postgres.sql", "this is no SQL");
    Command.Finished finished =
        Quiet.SCENE
            .command(Foreseen.COMMAND, Quiet.DATABASE, "x")
            .with("--compare-sql=" + rules)
            .with("--html=/nowhere/page.html")
            .with("--rows=" + rules)
            .run();
    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.output())
        .contains("'conflict_row/classify.postgres.sql' is not one of the files by which")
        .contains("--html (command line): '/nowhere/page.html' is not a file that can be written")
        .contains("--rows (command line): '" + rules + "' is not a file that can be written");
  }

  @Test
  void aRuleThatTheWarehouseDoesNotReadIsNamedByItsFile() throws IOException {
    Command.Finished finished =
        preview(Quiet.SCENE, Quiet.DATABASE, "x")
            .with("--compare-sql=" + rules("detection/is_conflict.sql", "('Y' = 'N'"))
            .run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(2);
    assertThat(finished.output())
        .contains("--compare-sql (command line): 'detection/is_conflict.sql' in '/")
        .contains("the warehouse refuses detection/detected_pairs, which is made of it")
        .contains("Mend the file.");
  }

  private static Path rules(String file, String text) throws IOException {
    Path rules = Files.createTempDirectory("rules");
    Files.createDirectories(rules.resolve(file).getParent());
    Files.writeString(rules.resolve(file), text);
    return rules;
  }

  @Test
  void tablesThatAreMissingAreNamedWithWhatMakesThem() {
    Database database = Quiet.SCENE.database();
    database.execute("DROP TABLE pipeline_money, pipeline_runs CASCADE");
    Command.Finished finished = preview(Quiet.SCENE, database, "x").run();
    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(2);
    assertThat(finished.output())
        .contains(
            "table conflict_dev.pipeline_runs is missing; table conflict_dev.pipeline_money is missing")
        .contains("Run migrate")
        .doesNotContain("function or trigger");
    database.drop();
  }

  @Test
  void moneyIsToldOnlyWhereItIsCountedAndWhatIsFreedIsRoundedOnce() {
    try (Scene scene = Scene.of(world(317))) {
      Database database = scene.database();
      runTasks(scene, database, "first");
      database.execute(
          """
          UPDATE pipeline_money m SET overlap_price = CASE WHEN m.map_row_id = o.id THEN 0.004 ELSE 0 END
          FROM (SELECT min(map_row_id) AS id FROM pipeline_money WHERE standing = 'unresolved') o
          WHERE m.standing = 'unresolved'""");
      Foreseen counted = Foreseen.of(preview(scene, database, "counted"));
      for (String without :
          List.of(
              "--enable-money=false", "--only-steps=ismissed_cascade_cf,ismissed_cascade_cvm")) {
        Foreseen foreseen =
            Foreseen.of(
                preview(scene, database, "without").with(without).with("--fail-if=freed < 5%"));
        assertThat(foreseen.told().get("money").isNull()).as(without).isTrue();
        assertThat(foreseen.told().at("/fail_if/0/measured").isNull()).isTrue();
        assertThat(foreseen.exitCode()).as(without).isIn(0, 11);
      }
      runTasks(scene, database, "again");
      JsonNode all = counted.told().at("/money/all");
      assertThat(all.get("freed").decimalValue())
          .isEqualByComparingTo(
              database.ask(
                  "SELECT ROUND(0.004 - SUM(overlap_price), 2) FROM pipeline_money WHERE standing = 'unresolved'"))
          .isNotEqualByComparingTo(
              all.get("unresolved_before")
                  .decimalValue()
                  .subtract(all.get("unresolved_after").decimalValue()));
    }
  }

  private static void runTasks(Scene scene, Database database, String runId) {
    for (String task : TASKS) {
      succeeds(scene.command(task, database, runId).with("--now=" + NOW).with(USUAL));
    }
  }
}
