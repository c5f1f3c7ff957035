package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S1.7: whatever form the replica has, the same rows come of it. */
class ReplicaCasesIT {

  private static SmallCase stored;
  private static String expected;

  static List<ReplicaForm> forms() {
    return ReplicaForm.known();
  }

  /** The oldest, the last one with texts for ids, the one with uuids for all of them. */
  static List<ReplicaForm> indexed() {
    return List.of(forms().get(0), SmallCase.ZONED_DATES, SmallCase.UUID_IDS);
  }

  /** The pair as an earlier run stored it; since then the second visit has come to last longer. */
  @BeforeAll
  static void store() {
    stored = SmallCase.stored(new Pair());
    stored.pair.times(2, "09:30", "10:45").visits("Billed", "yes").visits("Billed Rate", "25.5");
    SmallCase it = stored.with(stored.pair);
    assertThat(counted(it.detect(), "updated")).isEqualTo(2);
    expected = it.digest();
    assertThat(expected).isNotEqualTo(stored.digest());
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("S1.7 in one go, the rows of each form are those of the warehouse")
  void theSameRowsComeOfEachForm(ReplicaForm form) {
    SmallCase it = stored.with(stored.pair);
    it.replicate(form);
    assertThat(counted(it.run("task_02"), "updated")).isEqualTo(2);
    assertThat(it.digest()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("S1.7 every command of the chunked form knows each form")
  void everyCommandOfTheChunkedFormKnowsEachForm(ReplicaForm form) {
    SmallCase it = stored.with(stored.pair);
    it.replicate(form);
    succeeded(it.command("test_connections", "tried", "--only=postgres").run());
    succeeded(it.runLock("acquire", "--run-id=chunks"));
    succeeded(it.task("task_01", "chunks").run());
    succeeded(it.task("get_task02_chunks", "chunks").run());
    JsonNode chunk =
        succeeded(
            it.task(Chunks.COMMAND, "chunks", "--chunk-id=1").result(Chunks.COMMAND + "_1").run());
    assertThat(counted(chunk, "updated")).isEqualTo(2);
    assertThat(it.digest()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("indexed")
  @DisplayName("S1.7 stored visits are found by the index on Visit Id")
  void storedVisitsAreFoundByTheIndexOnTheirId(ReplicaForm form) {
    SmallCase it = stored.with(stored.pair);
    it.replicate(form);
    addVisitsOfOthers(it.database);
    String scans =
        """
        SELECT sum(idx_scan) FROM pg_stat_user_indexes i JOIN pg_indexes d ON d.indexname = i.indexrelname
         WHERE i.relname = 'factvisitcallperformance_cr' AND d.indexdef LIKE '%"Visit Id"%'""";
    it.database.execute("ANALYZE");
    it.run("task_02");
    it.database.writes();
    assertThat(Integer.parseInt(it.database.ask(scans))).isPositive();
  }

  /** So many that reading all of them is not the quickest way. */
  private static void addVisitsOfOthers(Database database) {
    String type =
        database.ask(
            """
            SELECT format_type(atttypid, atttypmod) FROM pg_attribute
             WHERE attrelid = 'analytics_dev.factvisitcallperformance_cr'::regclass AND attname = 'Visit Id'""");
    database.execute(
        """
        INSERT INTO analytics_dev.factvisitcallperformance_cr ("Visit Id", "Visit Date", "Visit Updated Timestamp")
        SELECT gen_random_uuid()::text::%s, date '2025-06-01' + n %% 200, '2025-06-01' FROM generate_series(1, 50000) n"""
            .formatted(type));
  }

  @Test
  @DisplayName("S1.7 a form that is none of them ends with 2, columns and types named")
  void aFormThatIsNoneOfThemIsNamed() {
    SmallCase it = stored.with(stored.pair);
    it.replicate(SmallCase.UUID_IDS);
    it.database.execute(
        """
        ALTER TABLE analytics_dev.factvisitcallperformance_cr ALTER "Visit Date" TYPE text;
        ALTER TABLE analytics_dev.dimprovider ALTER "Is Active" TYPE int USING 1""");
    String before = it.database.fingerprint();
    JsonNode result = ended(2, it.task("task_02", "unknown").run());
    assertThat(message(result))
        .containsIgnoringCase("factvisitcallperformance_cr")
        .contains("Visit Date", "text")
        .contains("Is Active")
        .containsPattern("int4|integer");
    assertThat(it.database.fingerprint()).isEqualTo(before);
  }
}
