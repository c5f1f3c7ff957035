package care.conflict.acceptance.chunks;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.scenes.SmallCase;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a loader may write into a replica where the warehouse has nothing ends no chunk. */
class ReplicaValuesIT {
  private static final String OF_ONE_VISIT =
      "UPDATE analytics_dev.factvisitcallperformance_cr SET %s WHERE CAST(\"Visit Id\" AS text) = '"
          + Pair.visitId(1)
          + "'";
  private static final String STRAY =
      "INSERT INTO analytics_dev.factvisitcallperformance_cr (\"Visit Id\", \"Visit Date\") VALUES ('%s', '%s')";

  private static SmallCase replicated(boolean uuids) {
    SmallCase it = SmallCase.stored(new Pair());
    it.replicate(uuids ? SmallCase.UUID_IDS : SmallCase.ZONED_DATES);
    return it;
  }

  /** The one chunk that the two rows make, and the same in one go. */
  private static JsonNode looked(SmallCase it) {
    succeeded(it.task("get_task02_chunks", "r").run());
    JsonNode chunk =
        succeeded(
            it.task("process_task02_chunk", "r", "--chunk-id=1")
                .result("process_task02_chunk_1")
                .run());
    succeeded(it.task("task_02", "alone").run());
    return chunk;
  }

  @ParameterizedTest
  @CsvSource({
    "Visit End Time, infinity, false",
    "Visit End Time, infinity, true",
    "Visit Start Time, -infinity, false",
  })
  void anInfiniteTimeIsNone(String column, String time, boolean uuids) {
    SmallCase it = replicated(uuids);
    it.database.execute(OF_ONE_VISIT.formatted("\"%s\" = '%s'".formatted(column, time)));

    JsonNode chunk = looked(it);

    assertThat(SmallCase.counted(chunk, "marked")).as("a visit that never ended").isEqualTo(2);
    it.database.drop();
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity"})
  void aNumberThatIsNoneIsNone(String number) {
    SmallCase it = replicated(true);
    it.database.execute(
        OF_ONE_VISIT.formatted("\"Billed\" = 'yes', \"Billed Rate\" = '%s'".formatted(number)));

    looked(it);

    assertThat(it.row(1, 2)).containsEntry("Billed", "yes").doesNotContainKey("BilledRate");
    it.database.drop();
  }

  @ParameterizedTest
  @CsvSource({"-infinity, false", "-infinity, true", "infinity, true", "0044-03-15 BC, true"})
  void aStrayDayOutsideOfTheCalendarEndsNoChunk(String day, boolean uuids) {
    SmallCase it = replicated(uuids);
    it.database.execute(STRAY.formatted(Pair.visitId(77), day));

    assertThat(SmallCase.counted(looked(it), "marked")).isZero();
    it.database.drop();
  }

  @ParameterizedTest
  @CsvSource({"infinity", "-infinity"})
  void whereNoVisitHasADayNothingIsMarked(String day) {
    SmallCase it = replicated(true);
    it.database.execute(
        "UPDATE analytics_dev.factvisitcallperformance_cr SET \"Visit Date\" = '%s'"
            .formatted(day));

    assertThat(SmallCase.counted(looked(it), "marked")).isZero();
    it.database.drop();
  }
}
