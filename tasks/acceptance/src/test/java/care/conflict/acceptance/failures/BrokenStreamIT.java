package care.conflict.acceptance.failures;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.WarehouseProxy;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Emulator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the warehouse began to tell and did not end is not taken for the whole. The tasks are
 * started together: the driver tries for a minute before it gives up.
 */
class BrokenStreamIT {

  private static final String RESOLVED =
      "SELECT count(*) FROM conflictvisitmaps WHERE \"StatusFlag\" = 'R'";
  private static final String STAGED =
      "SELECT string_agg(\"SSN\" || xmin::text, ',') FROM conflictlog_staging";
  private static final String REMINDERS =
      "SELECT count(*) || md5(string_agg(r::text, ',' ORDER BY \"ID\")) FROM payer_provider_reminders r";

  private static final Map<WritingTask, Cut> CUTS = new EnumMap<>(WritingTask.class);

  /** A task whose warehouse breaks off every long answer in the middle. */
  private record Cut(
      Scene scene,
      WarehouseProxy proxy,
      Database database,
      Map<String, String> before,
      Command.Running running) {

    static Cut of(WritingTask task) {
      Scene scene = Scene.of(Scenes.of(task).world, 5);
      Database database = scene.database();
      database.execute("INSERT INTO conflictlog_staging (\"SSN\") VALUES ('old')");
      WarehouseProxy proxy =
          WarehouseProxy.cutting(scene.emulator.port, WarehouseProxy.Kind.CHUNK, 2);
      Map<String, String> before = asked(database);
      Command command = scene.task(task, database, Undisturbed.RUN);
      command.env(Emulator.environment(proxy.port()));
      return new Cut(scene, proxy, database, before, command.start());
    }

    private static Map<String, String> asked(Database database) {
      Map<String, String> answers = new HashMap<>();
      for (String question : List.of(RESOLVED, STAGED, REMINDERS)) {
        answers.put(question, database.ask(question));
      }
      return answers;
    }

    /** Its result; it must have failed by the cut. */
    JsonNode failed() throws InterruptedException {
      JsonNode result = ended(1, running.await());
      assertThat(proxy.reached().await(0, TimeUnit.SECONDS)).as("the cut was made").isTrue();
      return result;
    }

    void isAsBefore(String question) {
      assertThat(database.ask(question)).isEqualTo(before.get(question));
    }

    /** With a warehouse that answers, the same run ends as if undisturbed. */
    void runAgainEndsAsUndisturbed(WritingTask task) {
      database.execute("DELETE FROM conflictlog_staging WHERE \"SSN\" = 'old'");
      succeeded(scene.task(task, database, Undisturbed.RUN).run());
      assertThat(Undisturbed.of(task).differences(database)).isEmpty();
    }

    void close() {
      running.process().destroyForcibly();
      proxy.close();
      scene.close();
    }
  }

  @BeforeAll
  static void startAll() {
    for (WritingTask task :
        List.of(WritingTask.STAGING, WritingTask.INSERVICE, WritingTask.STATUS)) {
      CUTS.put(task, Cut.of(task));
    }
  }

  @AfterAll
  static void closeAll() {
    CUTS.values().forEach(Cut::close);
  }

  @Test
  void inserviceResolvesNothingAndWritesNothing() throws Exception {
    Cut cut = CUTS.get(WritingTask.INSERVICE);
    JsonNode result = cut.failed();
    assertThat(result.at("/counts/resolved").asInt()).isZero();
    cut.isAsBefore(RESOLVED);
    cut.runAgainEndsAsUndisturbed(WritingTask.INSERVICE);
  }

  @Test
  void stagingKeepsItsOldContentsAndRemindersStay() throws Exception {
    Cut cut = CUTS.get(WritingTask.STAGING);
    cut.failed();
    cut.isAsBefore(STAGED);
    cut.isAsBefore(REMINDERS);
    cut.runAgainEndsAsUndisturbed(WritingTask.STAGING);
  }

  @Test
  void ofStatusManagementTheDeletedVisitsFailAndTheRestGoesOn() throws Exception {
    Cut cut = CUTS.get(WritingTask.STATUS);
    JsonNode result = cut.failed();
    List<String> failed = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (JsonNode step : result.get("steps")) {
      String status = step.get("status").asText();
      (status.equals("success") ? done : failed).add(step.get("name").asText());
    }
    assertThat(failed)
        .containsExactly("fetch_deleted_visit_ids", "deleted_visits_cvm", "deleted_visits_cf");
    assertThat(done).contains("ismissed_cascade_cf", "cascade_resolve_cf", "computed_reverse_uuid");
    assertThat(message(result)).contains("fetch_deleted_visit_ids");
    assertThat(
            cut.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"StatusFlag\" = 'D'"))
        .isEqualTo(
            Long.toString(
                cut.scene.world.storeRows("conflictvisitmaps").stream()
                    .filter(row -> "D".equals(row.get("StatusFlag")))
                    .count()));
  }
}
