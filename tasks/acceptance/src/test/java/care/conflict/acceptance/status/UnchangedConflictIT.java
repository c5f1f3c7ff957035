package care.conflict.acceptance.status;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.scenes.BigWorld;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Status management leaves a conflict alone that would end as it is. */
class UnchangedConflictIT {

  /** One that is missed by one of its rows, and stays open by another. */
  private final BigWorld world = new BigWorld(1);

  @Test
  @DisplayName("B17 a conflict that is resolved and opened again in one run is not written")
  void aConflictThatEndsAsItIsIsNotWritten() {
    String before = conflict();
    succeeded(world.status().run());
    assertThat(conflict()).isEqualTo(before);
    assertThat(statuses()).isEqualTo("RU");
  }

  @Test
  @DisplayName("B17 nor where the task was killed after the step that would have resolved it")
  void norWhereTheTaskWasKilledInBetween() {
    String before = conflict();
    Disturbance.before(
            Disturbance.Kind.KILLED, sql -> sql.contains("aggregation_mark_updatedrflag"), 1)
        .befalls(world.status(), world.database);
    assertThat(statuses()).isEqualTo("RU");
    succeeded(world.status().run());
    assertThat(conflict()).isEqualTo(before);
  }

  @Test
  @DisplayName("B17 but by the step alone it is resolved")
  void byTheStepAloneItIsResolved() {
    succeeded(world.status().with("--only-steps=ismissed_cascade_cf").run());
    assertThat(world.database.ask("SELECT \"StatusFlag\" FROM conflicts WHERE \"CONFLICTID\" = 1"))
        .isEqualTo("R");
  }

  UnchangedConflictIT() {
    world.database.execute(
        """
        UPDATE conflictvisitmaps SET "CONFLICTID" = 1, "StatusFlag" = 'U', "IsMissed" = "CONFLICTID" = 1;
        UPDATE conflicts SET "StatusFlag" = 'U'""");
  }

  private String conflict() {
    return world.database.ask("SELECT xmin || f::text FROM conflicts f WHERE \"CONFLICTID\" = 1");
  }

  private String statuses() {
    return world.database.ask(
        "SELECT string_agg(\"StatusFlag\", '' ORDER BY \"ID\") FROM conflictvisitmaps");
  }
}
