package care.conflict.acceptance.chunks;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of the replica that is loaded anew while a task begins is never seen empty. */
class ReplicaLoadIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUNCATE analytics_dev.dimcaregiver; INSERT INTO analytics_dev.dimcaregiver SELECT * FROM kept",
        "DROP TABLE analytics_dev.dimcaregiver; CREATE TABLE analytics_dev.dimcaregiver AS SELECT * FROM kept",
      })
  void whatIsLoadedAnewIsWaitedForAndSeenWhole(String load) throws SQLException {
    SmallCase it = SmallCase.stored(new Pair());
    it.replicate(SmallCase.UUID_IDS);
    succeeded(it.task("get_task02_chunks", "r").run());
    JsonNode result;
    try (Connection loader = it.database.connect();
        Statement statement = loader.createStatement()) {
      loader.setAutoCommit(false);
      statement.execute("CREATE TEMP TABLE kept AS SELECT * FROM analytics_dev.dimcaregiver");
      statement.execute(load);
      Command.Running chunk =
          it.task("process_task02_chunk", "r", "--chunk-id=1")
              .result("process_task02_chunk_1")
              .start();
      Waiting.awaitTrue(
          () ->
              it.database
                  .ask(
                      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
                  .equals("1"));
      loader.commit();
      result = succeeded(chunk.await());
    }

    assertThat(SmallCase.counted(result, "rows")).isEqualTo(2);
    assertThat(SmallCase.counted(result, "marked")).isZero();
    it.database.drop();
  }
}
