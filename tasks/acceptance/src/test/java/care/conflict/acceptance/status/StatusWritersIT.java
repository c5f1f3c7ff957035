package care.conflict.acceptance.status;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that several connections write: killed, or one of them refused, and run again. */
class StatusWritersIT {

  private static final WritingTask TASK = WritingTask.STATUS;

  private final Scene scene = Scenes.of(TASK);
  private final Database database = scene.database();

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 13, 21, 30})
  void killedBetweenTheirSlicesAndRunAgainTheTablesAreAsUndisturbed(int number) {
    Disturbance.Ended killed =
        new Disturbance(
                Disturbance.Kind.KILLED, Statements::writesConflicts, number, number % 2 == 0)
            .befalls(inSmallSlices(), database);
    succeeded(inSmallSlices().run());
    assertThat(Undisturbed.of(TASK).differences(database)).as(killed.where()).isEmpty();
  }

  @Test
  void whereOneOfThemIsRefusedTheStepFailsAndTheOthersAreDone() {
    database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
        CREATE TRIGGER refuse BEFORE UPDATE OF "UpdatedRFlag" ON conflicts FOR EACH ROW
            WHEN (NEW."UpdatedRFlag" = '1' AND NEW."CONFLICTID" = %s) EXECUTE FUNCTION refuse()"""
            .formatted(
                database.ask(
                    "SELECT max(\"CONFLICTID\") FROM conflicts WHERE \"UpdatedRFlag\" IS DISTINCT FROM '1' AND \"CONFLICTID\" IN (SELECT \"CONFLICTID\" FROM conflictvisitmaps)")));
    Command.Finished finished = inSmallSlices().run();
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(1);
    assertThat(Json.read(finished.result()).at("/error/message").asText())
        .contains("aggregation_mark_updatedrflag", "P0001")
        .doesNotContain("cascade", "computed");
    database.execute("DROP FUNCTION refuse CASCADE");
    succeeded(inSmallSlices().run());
  }

  private Command inSmallSlices() {
    return scene
        .task(TASK, database, Undisturbed.RUN)
        .env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=5"))
        .with("--writers=3");
  }
}
