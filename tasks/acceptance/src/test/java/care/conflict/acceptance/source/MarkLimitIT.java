package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Chunks that each mark a plausible number of rows may mark implausibly many together; so may an
 * older system that was stopped between marking and finding again.
 */
class MarkLimitIT {
  private final SmallCase it = SmallCase.of(Pair.none());

  @AfterEach
  void dropIt() {
    it.database.drop();
  }

  /** So many open rows, of which the first are marked; and as many that are settled. */
  private void store(int open, int marked) {
    it.database.execute(
        """
        INSERT INTO conflictvisitmaps
            ("ID", "VisitID", "ConVisitID", "VisitDate", "ProviderName", "StatusFlag", "UpdateFlag")
        SELECT n, gen_random_uuid(), gen_random_uuid(), '2026-03-10', 'North Home Care',
            CASE WHEN n <= %1$d THEN 'U' ELSE 'R' END, CASE WHEN n <= %2$d THEN 1 END
        FROM generate_series(1, 2 * %1$d) n"""
            .formatted(open, marked));
  }

  private Command status() {
    return it.task(SmallCase.STATUS, "run", "--enable-phase-b=false");
  }

  private String marks() {
    return it.database.ask(
        "SELECT count(*) FROM conflictvisitmaps WHERE \"UpdateFlag\" = 1 AND \"StatusFlag\" = 'U'");
  }

  @Test
  void aFifthOfTheOpenRowsIsResolved() {
    store(5_000, 1_000);
    succeeded(status().run());
    assertThat(marks()).isEqualTo("0");
    assertThat(it.statuses()).hasSize(10_000).matches("R{1000}U{4000}R{5000}");
  }

  @Test
  void moreThanAFifthIsNotAndAllElseIsDone() {
    store(5_000, 1_001);
    it.database.execute(
        "UPDATE conflictvisitmaps SET \"VisitStartTime\" = '2026-03-10 09:00' WHERE \"ID\" = 1");

    JsonNode result = ended(4, status().run());

    assertThat(marks()).isEqualTo("1001");
    assertThat(message(result))
        .contains("updateflag_orphan_cleanup: 1,001 of 5,000 rows", "max_resolve_percent")
        .contains("North Home Care 1,001");
    assertThat(it.database.ask("SELECT \"ShVTSTTime\" FROM conflictvisitmaps WHERE \"ID\" = 1"))
        .as("a later step")
        .startsWith("2026-03-10");

    succeeded(status().env(Map.of("MAX_RESOLVE_PERCENT", "100")).run());
    assertThat(marks()).isEqualTo("0");
  }

  @Test
  void whatIsSettledCountsOnNeitherSide() {
    store(1_500, 1_400);
    it.database.execute(
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" BETWEEN 1001 AND 1400");

    succeeded(status().run());

    assertThat(it.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"StatusFlag\" = 'W'"))
        .isEqualTo("400");
    assertThat(marks()).isEqualTo("0");
  }
}
