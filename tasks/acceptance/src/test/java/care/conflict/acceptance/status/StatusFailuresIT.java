package care.conflict.acceptance.status;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Emulator;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.worlds.StatusWorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status management where something is broken or not there: the rest is done, and it says so. */
class StatusFailuresIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final String TASK = WritingTask.STATUS.command();
  private static final String FETCH = "fetch_deleted_visit_ids";
  private static final String ROWS = "deleted_visits_cvm";
  private static final String CONFLICTS = "deleted_visits_cf";
  private static final String FETCH_PAYERS = "fetch_active_payers";
  private static final String MONEY = "money";

  private static Scene scene;

  @TempDir private Path folder;
  private final Database database = scene.database();

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(StatusWorldMaker.make(5, 100, NOW, StatusParameters.DEFAULT));
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  @Test
  void aStepThatFailsIsNamedTheOthersRunAndTheNextTryDoesWhatIsLeft() {
    database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'no room for %', NEW."SSN"; END $$;
        CREATE TRIGGER refuse_times BEFORE UPDATE OF "ShVTSTTime" ON conflictvisitmaps
            FOR EACH ROW EXECUTE FUNCTION refuse();
        CREATE TRIGGER refuse_marks BEFORE UPDATE OF "UpdateFlag" ON conflictvisitmaps
            FOR EACH ROW WHEN (OLD."UpdateFlag" = 1 AND NEW."StatusFlag" <> 'D') EXECUTE FUNCTION refuse()
        """);
    JsonNode result = ended(1, status());
    List<String> broken = List.of("updateflag_orphan_cleanup", "computed_time_columns");
    assertThat(steps(result, "failed")).isEqualTo(broken);
    assertThat(message(result)).contains(broken).contains("P0001");
    assertThat(result.get("warnings").toString()).contains(broken);
    assertThat(steps(result, "success"))
        .contains(CONFLICTS, "computed_reverse_uuid", "computed_groups")
        .endsWith(MONEY);
    assertThat(updated(result, "computed_billed_rate")).isPositive();
    assertThat(updated(result, "computed_time_columns")).isZero();

    database.execute("DROP FUNCTION refuse CASCADE");
    JsonNode again = ended(0, status());
    assertThat(broken).allMatch(step -> updated(again, step) > 0);
    assertThat(updated(again, "computed_billed_rate")).isZero();
  }

  @Test
  void aStepThatTakesTooLongKeepsTheAdvice() {
    database.execute(
        """
        CREATE FUNCTION take_too_long() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'canceled' USING ERRCODE = 'query_canceled'; END $$;
        CREATE TRIGGER take_too_long BEFORE UPDATE OF "ShVTSTTime" ON conflictvisitmaps
            FOR EACH ROW EXECUTE FUNCTION take_too_long()
        """);
    JsonNode result = ended(1, status());
    assertThat(message(result)).contains("computed_time_columns: ").contains("(57014)");
    assertThat(result.at("/error/advice").asText()).contains("statement_timeout_minutes");
  }

  @Test
  void withoutTheWarehouseTheStepsThatNeedItFailAndTheOthersRun() {
    JsonNode result = ended(1, status().env(Emulator.refusing()));
    assertThat(steps(result, "failed"))
        .containsExactly(FETCH, ROWS, CONFLICTS, FETCH_PAYERS, MONEY);
    assertThat(message(result)).contains(ROWS + ": needs " + FETCH).doesNotContain("cascade");
    assertThat(message(result)).contains(MONEY + ": needs " + FETCH_PAYERS);
    assertThat(updated(result, "cascade_resolve_cf")).isPositive();
    assertThat(updated(result, "computed_reverse_uuid")).isPositive();
  }

  @Test
  void aWindowThatCannotBeReadFailsAllThatIsDoneByItAndWritesNothing() {
    String before = database.fingerprint();
    database.execute("ALTER TABLE conflictvisitmaps RENAME COLUMN \"ConIsMissed\" TO gone");
    JsonNode result = ended(2, status());
    assertThat(steps(result, "success")).containsExactly(FETCH, FETCH_PAYERS, MONEY);
    assertThat(message(result)).contains("read_window: ").contains("42703");
    assertThat(message(result)).contains("computed_reverse_uuid: needs read_window");
    assertThat(result.at("/error/advice").asText()).contains("run migrate");
    assertThat(database.fingerprint()).isEqualTo(before);
  }

  @Test
  void idsThatAreNoUuidAreLeftOutWithAWarning() {
    JsonNode result = ended(0, status().with("--only-steps=" + ROWS));
    assertThat(steps(result, "success")).containsExactly("read_window", FETCH, ROWS);
    assertThat(result.get("warnings").toString()).contains("no UUID; left out");
  }

  @Test
  void withoutPhaseBItNeedsNoWarehouseWhereNowIsKnown() {
    List<String> offline = List.of("--enable-phase-b=false", "--only-steps=noresponse_flag_cf");
    ended(0, offline().with("--now=" + NOW).with(offline));
    JsonNode unknown = ended(2, offline().with(offline));
    assertThat(message(unknown)).contains("\"now\" is not known");
    JsonNode required = ended(2, offline().with("--now=" + NOW));
    assertThat(message(required)).contains("SNOWFLAKE_USER");

    JsonNode noted = ended(0, offline().env(scene.emulator.environment()).with(offline));
    JsonNode known = ended(0, offline().with(offline));
    assertThat(known.at("/details/now")).isEqualTo(noted.at("/details/now"));
  }

  @Test
  void stepsOfPhaseBAloneAreSkippedWithoutPhaseB() {
    String before = database.fingerprint();
    JsonNode result =
        ended(0, status().with("--enable-phase-b=false").with("--only-steps=" + ROWS));
    assertThat(result.get("status").asText()).isEqualTo("skipped");
    assertThat(result.at("/details/skipped").asText()).contains("enable_phase_b");
    assertThat(database.fingerprint()).isEqualTo(before);
  }

  private Command status() {
    return scene.task(WritingTask.STATUS, database, "status");
  }

  /** The task with no warehouse configured, and no "now". */
  private Command offline() {
    return new Command(TASK, folder).env(database.environment()).with("--run-id=offline");
  }

  private static JsonNode ended(int code, Command command) {
    Command.Finished finished = command.run();
    Leaks.check(scene.world, finished);
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(code);
    return Json.read(finished.result());
  }

  private static String message(JsonNode result) {
    return Operations.message(result);
  }

  private static List<String> steps(JsonNode result, String status) {
    List<String> names = new ArrayList<>();
    for (JsonNode step : result.get("steps")) {
      if (step.get("status").asText().equals(status)) {
        names.add(step.get("name").asText());
      }
    }
    return names;
  }

  private static int updated(JsonNode result, String name) {
    for (JsonNode step : result.get("steps")) {
      if (step.get("name").asText().equals(name)) {
        return step.at("/counts/updated").asInt();
      }
    }
    throw new AssertionError("no step " + name);
  }
}
