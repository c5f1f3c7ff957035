package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.DemoWorld;
import care.conflict.acceptance.scenes.Ground;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S4.8: a provider's visits are hidden for a run, then there again; and worlds with no fault. */
class HiddenProviderIT {

  private static final Map<String, String> WITHOUT_LIMITS =
      Map.of(
          "MAX_RESOLVE_PERCENT", "100",
          "SOURCE_DROP_PERCENT", "100",
          "PROVIDER_DROP_PERCENT", "100");
  private static final String VISITS = "ANALYTICS.BI." + World.FACT;

  @Test
  @DisplayName("S4.8 it is as if the run that did not see them had never been")
  void aProviderThatIsHiddenForARunIsAsIfThatRunHadNeverBeen() {
    LocalDateTime began = StoreReader.clock();
    try (DemoWorld world = DemoWorld.of(3)) {
      SmallCase hidden = SmallCase.over(world.ground, world.database);
      hidden.cycle("first");
      // A feed is judged from the third run on; the two before saw what this one saw.
      noteAgain(hidden.database, "earlier");
      noteAgain(hidden.database, "still earlier");
      SmallCase never = SmallCase.over(world.ground, world.database.copy());
      SmallCase unguarded = SmallCase.over(world.ground, world.database.copy());
      StoreReader reader = new StoreReader(world.database, began);
      String provider = busiest(hidden.database);
      String before = resolvedOf(hidden.database, provider);

      hide(world.ground, provider);
      hidden.cycle("second");
      assertThat(resolvedOf(hidden.database, provider)).isEqualTo(before);

      detect(unguarded, "second", WITHOUT_LIMITS);
      int lost =
          Integer.parseInt(resolvedOf(unguarded.database, provider)) - Integer.parseInt(before);
      System.out.println("Without holds and limits " + lost + " rows would have been resolved.");
      assertThat(lost).isPositive();

      world.ground.sql("INSERT INTO " + VISITS + " SELECT * FROM ANALYTICS.BI.HIDDEN");
      hidden.cycle("third");
      never.cycle("third");
      assertThat(
              Comparison.of(
                  withoutTimes(reader.read(never.database)),
                  withoutTimes(reader.read(hidden.database))))
          .isEmpty();
    }
  }

  private static void noteAgain(Database database, String run) {
    database.execute(
        """
        INSERT INTO pipeline_sources (run_id, measured_at, let_through, visits)
        SELECT '%1$s', measured_at - interval '1 day', let_through, visits FROM pipeline_sources WHERE run_id = 'first';
        INSERT INTO pipeline_source_providers (run_id, provider_id, provider_name, visits)
        SELECT '%1$s', provider_id, provider_name, visits FROM pipeline_source_providers WHERE run_id = 'first'"""
            .formatted(run));
  }

  /** Of the providers that can be on hold, the one with most open rows. */
  private static String busiest(Database database) {
    return database.ask(
        """
        SELECT p.provider_id FROM pipeline_source_providers p
          JOIN conflictvisitmaps m ON p.provider_id IN (m."ProviderID", m."ConProviderID")
         WHERE p.run_id = 'first' AND p.visits >= 100 AND m."StatusFlag" = 'U'
           AND p.visits < 0.15 * (SELECT visits FROM pipeline_sources WHERE run_id = 'first')
         GROUP BY p.provider_id ORDER BY count(*) DESC, p.provider_id LIMIT 1""");
  }

  private static String resolvedOf(Database database, String provider) {
    return database.ask(
        """
        SELECT count(*) FROM conflictvisitmaps
         WHERE "StatusFlag" = 'R' AND '%s' IN ("ProviderID", "ConProviderID")"""
            .formatted(provider));
  }

  private static void hide(Ground ground, String provider) {
    String of = " WHERE LOWER(\"Provider Id\") = '" + provider + "'";
    ground.sql("CREATE TABLE ANALYTICS.BI.HIDDEN AS SELECT * FROM " + VISITS + of);
    ground.sql("DELETE FROM " + VISITS + of);
  }

  private static Contents withoutTimes(Contents contents) {
    contents.maps().values().forEach(row -> row.keySet().removeAll(StoreReader.WRITE_TIMES));
    contents.conflicts().values().forEach(row -> row.keySet().removeAll(StoreReader.WRITE_TIMES));
    return contents;
  }

  /** The part of a run that may resolve what it does not see. */
  private static void detect(SmallCase it, String run, Map<String, String> environment) {
    for (String task : List.of(Operations.PREFLIGHT, SmallCase.DETECTION, SmallCase.INSERVICE)) {
      succeeded(it.task(task, run).env(environment).run());
    }
  }

  /** Two, or as many as -Dseeds says. */
  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("seeds", 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisplayName("S4.8 a world without a fault raises no false alarm")
  void aWorldWithoutAFaultRaisesNoFalseAlarm(int seed) {
    try (DemoWorld world = DemoWorld.of(seed)) {
      SmallCase it = SmallCase.over(world.ground, world.database);
      world.ground.sql("CREATE TABLE ANALYTICS.BI.ALL_VISITS AS SELECT * FROM " + VISITS);
      for (int night = 1; night <= 3; night++) {
        showAllBut(world.ground, night);
        it.preflight("night-" + night);
        succeeded(it.runLock("release", "--run-id=night-" + night));
      }
      showAllBut(world.ground, 4);
      detect(it, "run", Map.of());
      assertThat(it.database.ask("SELECT count(*) FROM pipeline_source_providers WHERE on_hold"))
          .isEqualTo("0");
      assertThat(it.database.ask("SELECT count(*) FROM pipeline_sources WHERE let_through"))
          .isEqualTo("4");
    }
  }

  /** Nine in ten of the visits, others each night: as much as a source moves by itself. */
  private static void showAllBut(Ground ground, int tenth) {
    ground.sql("TRUNCATE TABLE " + VISITS);
    ground.sql(
        "INSERT INTO %s SELECT * FROM ANALYTICS.BI.ALL_VISITS WHERE ABS(HASH(\"Visit Id\")) %% 10 <> %d"
            .formatted(VISITS, tenth));
  }
}
