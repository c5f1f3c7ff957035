package care.conflict.acceptance.status;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.BigWorld;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is computed of a row: four steps, and it is written once for all of them. */
class ComputedColumnsIT {

  private static final String TIMES = "computed_time_columns";
  private static final String RATES = "computed_billed_rate";
  private static final String NAMES = "computed_reverse_uuid";
  private static final String GROUPS = "computed_groups";

  /** More than two slices. */
  private static final int ROWS = 300;

  private static final String FILLED =
      "\"ShVTSTTime\" IS NOT NULL AND \"BilledRateMinute\" = 0.5 AND \"ReverseUUID\" IS NOT NULL"
          + " AND \"GroupID\" IS NOT NULL";

  private final BigWorld world = new BigWorld(ROWS / 2);

  ComputedColumnsIT() {
    world.database.execute(
        """
        UPDATE conflictvisitmaps SET "SchStartTime" = "VisitDate", "BillRateBoth" = 30, "RateType" = 'Hourly',
          "AppVisitID" = 1, "ConAppVisitID" = 2""");
  }

  @Test
  void aRowIsWrittenOnceForAllStepsAndEachTellsItsOwn() {
    long before = updates();
    Map<String, Integer> updated = updated(succeeded(computing().run()));
    assertThat(updated)
        .containsAllEntriesOf(Map.of(TIMES, ROWS, RATES, ROWS, NAMES, ROWS, GROUPS, ROWS));
    assertThat(world.count(FILLED)).isEqualTo(ROWS);
    assertThat(updates() - before).isEqualTo(ROWS);
  }

  @Test
  void aStepTellsOnlyWhatItChangedItself() {
    world.database.execute(
        """
        UPDATE conflictvisitmaps SET "ShVTSTTime" = "SchStartTime" WHERE "ID" % 3 = 0;
        UPDATE conflictvisitmaps SET "BilledRateMinute" = 0.50005, "ConBilledRateMinute" = 0 WHERE "ID" % 5 = 0;
        UPDATE conflictvisitmaps SET "AppVisitID" = 9223372036854775807, "ConAppVisitID" = 9223372036854775807
          WHERE "ID" % 10 = 0""");
    Map<String, Integer> updated = updated(succeeded(computing().run()));
    assertThat(updated)
        .containsAllEntriesOf(Map.of(TIMES, 200, RATES, 240, NAMES, 270, GROUPS, ROWS));
    assertThat(world.count("\"BilledRateMinute\" = CAST(0.50005 AS real)")).isEqualTo(ROWS / 5);
  }

  @Test
  void whereOneCannotBeWrittenTheOthersAreAndAllTellWhatTheyHaveChanged() {
    world.database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
        CREATE TRIGGER refuse BEFORE UPDATE OF "ReverseUUID" ON conflictvisitmaps
            FOR EACH ROW WHEN (NEW."ID" = 250) EXECUTE FUNCTION refuse()""");
    Command.Finished finished = computing().run();
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(1);
    JsonNode result = Json.read(finished.result());
    assertThat(result.at("/error/message").asText())
        .contains(NAMES)
        .doesNotContain(TIMES, RATES, GROUPS);
    assertThat(updated(result))
        .containsAllEntriesOf(Map.of(TIMES, ROWS, RATES, ROWS, NAMES, 0, GROUPS, ROWS));

    world.database.execute("DROP FUNCTION refuse CASCADE");
    Map<String, Integer> again = updated(succeeded(computing().run()));
    assertThat(again).containsAllEntriesOf(Map.of(TIMES, 0, RATES, 0, GROUPS, 0));
    assertThat(again.get(NAMES)).isPositive();
    assertThat(world.count(FILLED)).isEqualTo(ROWS);
  }

  @Test
  void groupsThatCannotBeWorkedOutAreAFailureOfTheirOwn() {
    world.database.execute("ALTER TABLE conflictvisitmaps ALTER \"GroupID\" TYPE text");
    Command.Finished finished = computing().run();
    assertThat(finished.exitCode()).as(finished.everything()).isNotZero();
    JsonNode result = Json.read(finished.result());
    assertThat(result.at("/error/message").asText())
        .contains(GROUPS)
        .doesNotContain(TIMES, RATES, NAMES);
    assertThat(updated(result)).containsAllEntriesOf(Map.of(TIMES, ROWS, RATES, ROWS, NAMES, ROWS));
  }

  private Command computing() {
    return world
        .status()
        .with("--only-steps=" + String.join(",", List.of(TIMES, RATES, NAMES, GROUPS)));
  }

  private static Map<String, Integer> updated(JsonNode result) {
    Map<String, Integer> updated = new HashMap<>();
    result
        .get("steps")
        .forEach(
            step -> updated.put(step.get("name").asText(), step.at("/counts/updated").asInt()));
    return updated;
  }

  private long updates() {
    assertThat(world.database.writes()).isNotEmpty();
    return Long.parseLong(
        world.database.ask(
            "SELECT sum(n_tup_upd) FROM pg_stat_user_tables WHERE relname ~ '^conflictvisitmaps(_p[0-9]+)?$'"));
  }
}
