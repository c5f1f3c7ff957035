package care.conflict.acceptance.staging;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.ReplicaTables;
import care.conflict.acceptance.stage.Staged;
import care.conflict.acceptance.worlds.StagingWorld;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The copy to staging without Snowflake comes to the same as that with it. */
class ReplicaStagingIT {

  @Test
  void overTheSameDataRemindersAndPictureAreTheSame() {
    World world = StagingWorld.make(47);
    try (Scene scene = Scene.of(world)) {
      Database withWarehouse = scene.database();
      Database withReplica = scene.database();
      ReplicaTables.load(withReplica, world);

      JsonNode expected =
          StagingIT.copied(scene, StagingIT.staging(scene, withWarehouse, "warehouse"));
      JsonNode result =
          StagingIT.copied(
              scene, scene.command("task_01", withReplica, "replica").with("--now=" + world.now()));

      assertThat(Staged.rows(withReplica)).isEqualTo(Staged.rows(withWarehouse)).isNotEmpty();
      assertThat(Staged.reminders(withReplica))
          .isEqualTo(Staged.reminders(withWarehouse))
          .isEqualTo(NaiveStaging.reminders(world));
      assertThat(Scene.counts(result)).isEqualTo(Scene.counts(expected));
      assertThat(result.get("warnings")).isEqualTo(expected.get("warnings")).isNotEmpty();
      assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
    }
  }
}
