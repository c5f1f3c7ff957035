package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Ground;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preflight judges the source before it locks anything. */
class GateIT {

  private static final String CONFLICTS = "Conflict Report";
  private static final String HOURS_AGO_1 = "2026-03-11 11:00:00";
  private static final String HOURS_AGO_29 = "2026-03-10 07:00:00";
  private static final String HOURS_AGO_31 = "2026-03-10 05:00:00";
  private static final Map<String, String> WORK_SCHEMA =
      Map.of("SNOWFLAKE_WORK_DATABASE", "WORK", "SNOWFLAKE_WORK_SCHEMA", "PIPELINE");

  private static JsonNode passes(SmallCase it, Map<String, String> environment) {
    return succeeded(it.task(Operations.PREFLIGHT, "run").env(environment).run());
  }

  /** Ends with 4, and nothing is locked. */
  private static String refuses(SmallCase it) {
    JsonNode result = ended(4, it.task(Operations.PREFLIGHT, "run").run());
    assertNothingIsLocked(it);
    return message(result);
  }

  private static void assertNothingIsLocked(SmallCase it) {
    assertThat(it.database.ask("SELECT \"InProgressFlag\" FROM settings")).isEqualTo("0");
    assertThat(it.database.ask("SELECT count(*) FROM pipeline_lock WHERE run_id IS NOT NULL"))
        .isEqualTo("0");
  }

  @Test
  @DisplayName("S4.1 a refresh that ended within 30 hours is new enough")
  void aRefreshThatEndedWithinThirtyHoursIsNewEnough() {
    SmallCase recent = SmallCase.of(new Pair().refreshed(CONFLICTS, "success", HOURS_AGO_29));
    passes(recent, Map.of());
    SmallCase twice =
        SmallCase.of(
            new Pair()
                .refreshed(CONFLICTS, "success", HOURS_AGO_31)
                .refreshed(CONFLICTS, "success", HOURS_AGO_1));
    passes(twice, Map.of());
  }

  @Test
  @DisplayName("S4.1 an older refresh ends with 4, unless the run allows for it")
  void anOlderRefreshIsRefused() {
    SmallCase it = SmallCase.of(new Pair().refreshed(CONFLICTS, "success", HOURS_AGO_31));
    assertThat(refuses(it)).contains("31", "30", "max_source_age_hours");
    passes(it, Map.of("MAX_SOURCE_AGE_HOURS", "32"));
  }

  @Test
  @DisplayName("S4.1 a refresh that failed does not count")
  void aRefreshThatFailedDoesNotCount() {
    SmallCase it =
        SmallCase.of(
            new Pair()
                .refreshed(CONFLICTS, "failed", HOURS_AGO_1)
                .refreshed(CONFLICTS, "success", HOURS_AGO_31));
    refuses(it);
  }

  @Test
  @DisplayName("S4.1 the refresh of another module does not count, unless no module is asked for")
  void theRefreshOfAnotherModuleDoesNotCount() {
    SmallCase it = SmallCase.of(new Pair().refreshed("Other Report", "success", HOURS_AGO_1));
    refuses(it);
    passes(it, Map.of("REFRESH_MODULE", ""));
  }

  @Test
  @DisplayName("S4.1 without the table of refreshes a warning is all")
  void withoutTheTableOfRefreshesAWarningIsAll() {
    assertThat(warnings(passes(SmallCase.of(new Pair()), Map.of()))).contains(Pair.REFRESHED);
  }

  @Test
  @DisplayName("S4.2 everything that cannot be read or made is named at once")
  void everythingThatCannotBeReadOrMadeIsNamedAtOnce() {
    try (Ground ground = Ground.start("--work=WORK.PIPELINE")) {
      ground.sql("ALTER TABLE ANALYTICS.BI.%s DROP COLUMN \"Is Missed\"".formatted(World.FACT));
      ground.sql(
          "ALTER TABLE ANALYTICS.BI.%s ALTER COLUMN \"Visit Date\" SET DATA TYPE VARCHAR"
              .formatted(World.FACT));
      Pair pair = new Pair();
      pair.rows(World.FACT).forEach(visit -> visit.remove("Is Missed"));
      SmallCase it = SmallCase.of(pair, ground);
      String problems = message(ended(2, it.task(Operations.PREFLIGHT, "run").run()));
      assertNothingIsLocked(it);
      String tried = it.command("test_connections", "tried").run().everything();
      for (String told : List.of(problems, tried)) {
        assertThat(told)
            .contains("Visit Date", "Is Missed", "SNOWFLAKE_WORK_SCHEMA")
            .containsPattern("VARCHAR|TEXT")
            .contains("TIMESTAMP_TZ")
            .containsIgnoringCase("temporary table");
      }
      assertThat(it.database.ask("SELECT count(*) FROM pipeline_sources")).isEqualTo("0");
    }
  }

  @Test
  @DisplayName("S1.8 where nothing can be created a schema for it is asked for, and is enough")
  void whereNothingCanBeCreatedASchemaForItIsEnough() {
    try (Ground ground = Ground.start("--work=WORK.PIPELINE")) {
      SmallCase it = SmallCase.of(new Pair(), ground);
      for (String task : List.of("test_connections", Operations.PREFLIGHT)) {
        Command.Finished finished = it.command(task, task).run();
        ended(2, finished);
        assertThat(finished.everything())
            .contains("CREATE TABLE", "SNOWFLAKE_WORK_DATABASE", "SNOWFLAKE_WORK_SCHEMA");
      }
      int before = ground.asked();
      succeeded(it.command("test_connections", "tried").env(WORK_SCHEMA).run());
      passes(it, WORK_SCHEMA);
      succeeded(it.task(SmallCase.DETECTION, "run").env(WORK_SCHEMA).run());
      assertThat(it.count()).isEqualTo(2);
      assertNamedWithItsSchema(ground.askedAfter(before));
    }
  }

  /** Whatever was created is in the work schema, and nothing stands anywhere without its schema. */
  private static void assertNamedWithItsSchema(List<String> statements) {
    String all = String.join("\n", statements).replace("\"", "").toUpperCase(Locale.ROOT);
    Matcher created =
        Pattern.compile("CREATE\\s+(?:OR\\s+REPLACE\\s+)?TEMP\\w*\\s+TABLE\\s+([\\w.]+)")
            .matcher(all);
    Set<String> names = new TreeSet<>(List.of("DIMPROVIDER", "DIMCAREGIVER", World.FACT));
    while (created.find()) {
      assertThat(created.group(1)).startsWith("WORK.PIPELINE.");
      names.add(created.group(1).substring("WORK.PIPELINE.".length()));
    }
    assertThat(names).hasSizeGreaterThan(3);
    for (String name : names) {
      assertThat(all).doesNotContainPattern("\\b(FROM|JOIN|INTO|TABLE)\\s+" + name + "\\b");
    }
  }

  @ParameterizedTest
  @CsvSource({"no provider", "no caregiver", "no visit", "no event"})
  @DisplayName("S4.3 a source in which all of a kind is gone ends with 4, unless that is allowed")
  void aSourceInWhichAllOfAKindIsGoneIsRefused(String what) {
    Pair pair = new Pair();
    switch (what) {
      case "no provider" ->
          pair.rows(Pair.PROVIDERS).forEach(provider -> provider.put("Is Active", "false"));
      case "no caregiver" -> pair.rows(Pair.CAREGIVERS).clear();
      case "no visit" -> pair.visits("Visit Date", "2024-03-10");
      default -> assertThat(what).isEqualTo("no event");
    }
    SmallCase it = SmallCase.of(pair);
    if (what.equals("no event")) {
      passes(it, Map.of());
      it.postflight("run");
      it.database.execute(
          """
          INSERT INTO conflictvisitmaps ("VisitID", "ConVisitID", "VisitDate", "StatusFlag", "InserviceStartDate")
          VALUES (gen_random_uuid(), gen_random_uuid(), '2026-03-10', 'U', '2026-03-10 09:00')""");
    }
    assertThat(refuses(it)).contains("allow_empty_source");
    passes(it, Map.of("ALLOW_EMPTY_SOURCE", "true"));
  }

  /** Providers that have too few visits each to be judged one by one. */
  private static SmallCase withVisits(int visits) {
    Pair pair = new Pair().providers(20);
    pair.rows(World.FACT).clear();
    for (int provider = 1; provider <= 20; provider++) {
      pair.feed(provider, visits / 20 + (provider <= visits % 20 ? 1 : 0));
    }
    return SmallCase.of(pair);
  }

  private static void earlier(SmallCase it, int runs, int visits, boolean letThrough) {
    it.database.execute(
        """
        INSERT INTO pipeline_sources (run_id, measured_at, let_through, visits)
        SELECT 'earlier %1$s ' || n, now() - n * interval '1 day', %1$s, %2$d FROM generate_series(1, %3$d) n"""
            .formatted(letThrough, visits, runs));
  }

  @Test
  @DisplayName("S4.4 a fifth fewer visits than usual pass, one fewer still ends with 4")
  void aFifthFewerVisitsThanUsualPass() {
    SmallCase enough = withVisits(800);
    earlier(enough, 8, 1000, true);
    passes(enough, Map.of());
    assertThat(enough.database.ask("SELECT visits FROM pipeline_sources WHERE run_id = 'run'"))
        .isEqualTo("800");

    SmallCase few = withVisits(799);
    earlier(few, 8, 1000, true);
    earlier(few, 9, 10, false);
    assertThat(refuses(few)).contains("799").containsPattern("1,?000").contains("20");
    passes(few, Map.of("SOURCE_DROP_PERCENT", "21"));
  }

  @Test
  @DisplayName("S4.4 after two runs volume is not judged, and a run that was refused is none")
  void afterTwoRunsVolumeIsNotJudged() {
    SmallCase it = withVisits(400);
    earlier(it, 2, 1000, true);
    earlier(it, 9, 1000, false);
    assertThat(passes(it, Map.of()).toString()).contains("not judged");
  }
}
