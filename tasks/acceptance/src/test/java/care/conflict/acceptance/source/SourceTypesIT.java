package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.SmallCase.assertCounted;
import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.SmallCase;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types of the live views: each kind of column is read as it is stored. */
class SourceTypesIT {

  private static final String ZONED_DAY = "2026-03-10 00:00:00-05";
  private static final String BY_DAY =
      """
      SELECT coalesce(string_agg(day, ', ' ORDER BY day), '')
        FROM (SELECT "VisitDate" || ': ' || count(*) AS day FROM conflictvisitmaps GROUP BY "VisitDate") d""";

  @Test
  @DisplayName("S1.1 a visit date with a zone: the pair is found, and kept by the next run")
  void aVisitDateWithAZoneIsTheDayOfItsWallClock() {
    SmallCase it = SmallCase.of(new Pair().visits("Visit Date", ZONED_DAY));
    assertThat(counted(it.detect(), "inserted")).isEqualTo(2);
    assertThat(it.database.ask(BY_DAY)).isEqualTo("2026-03-10: 2");
    JsonNode again = it.detect();
    assertThat(counted(again, "unchanged")).isEqualTo(2);
    assertThat(counted(again, "resolved")).isZero();
    assertThat(it.statuses()).isEqualTo("UU");
  }

  @Test
  @DisplayName("S1.1 the same for in-service pairs")
  void aVisitDateWithAZoneIsTheDayOfAnInserviceRowToo() {
    Pair pair = new Pair().visits("Visit Date", ZONED_DAY);
    pair.training();
    SmallCase it = SmallCase.of(pair);
    assertThat(counted(it.run(SmallCase.INSERVICE), "inserted")).isEqualTo(2);
    assertThat(it.database.ask(BY_DAY)).isEqualTo("2026-03-10: 2");
    JsonNode again = it.run(SmallCase.INSERVICE);
    assertThat(counted(again, "unchanged")).isEqualTo(2);
    assertThat(counted(again, "resolved")).isZero();
  }

  @Test
  @DisplayName("S1.1 the same in chunks")
  void aVisitDateWithAZoneIsTheDayOfAChunkToo() {
    SmallCase it = SmallCase.stored(new Pair());
    it.pair.visits("Visit Date", ZONED_DAY);
    it.replicate(SmallCase.ZONED_DATES);
    JsonNode looked = chunk(it);
    assertThat(counted(looked, "unchanged")).isEqualTo(2);
    assertThat(counted(looked, "marked")).isZero();
  }

  /** All stored rows as the only chunk of a run. */
  private static JsonNode chunk(SmallCase it) {
    Operations.succeeded(it.runLock("acquire", "--run-id=chunks"));
    Operations.succeeded(it.task("get_task02_chunks", "chunks").run());
    return Operations.succeeded(
        it.task(Chunks.COMMAND, "chunks", "--chunk-id=1").result(Chunks.COMMAND + "_1").run());
  }

  @Test
  @DisplayName("S1.2 both ends of the window are looked at, and not a day beyond")
  void bothEndsOfTheWindowAreLookedAt() {
    Pair pair = Pair.of(4);
    List<String> days = List.of("2026-04-25", "2024-03-11", "2026-04-26", "2024-03-10");
    for (int visit = 1; visit <= 8; visit++) {
      pair.visit(visit).put("Visit Date", days.get((visit - 1) / 2) + " 00:00:00-05");
    }
    SmallCase it = SmallCase.of(pair);
    it.detect();
    assertThat(it.database.ask(BY_DAY)).isEqualTo("2024-03-11: 2, 2026-04-25: 2");

    pair.add(
        World.DELETED,
        "Visit Id",
        Pair.visitId(1),
        "Visit Date",
        "2026-04-25 00:00:00-05",
        "Visit Updated Timestamp",
        "2026-03-11 00:00:00+00");
    it.show();
    it.run(SmallCase.STATUS);
    assertThat(it.row(1, 2)).containsEntry("StatusFlag", "D");
    assertThat(it.row(2, 1)).containsEntry("StatusFlag", "D");
  }

  @Test
  @DisplayName("S1.4 application ids that are no numbers cost a warning, not the run")
  void anApplicationIdThatIsNoNumberIsAbsentAndCounted() {
    Pair pair = Pair.of(10).visits("Application Payer Id", "7");
    pair.visits("Application Contract Id", "55");
    pair.visit(1).put("Application Visit Id", "");
    pair.visit(4).put("Application Visit Id", "A-17");
    pair.visit(5).put("Application Contract Id", "");
    pair.visit(8).put("Application Contract Id", "A-17");
    SmallCase it = SmallCase.of(pair);
    JsonNode result = it.detect();
    assertThat(it.count()).isEqualTo(20);
    assertThat(it.row(1, 2)).doesNotContainKey("AppVisitID").containsEntry("ConAppVisitID", "102");
    assertThat(it.row(4, 3)).doesNotContainKey("AppVisitID").containsEntry("ConAppVisitID", "103");
    assertThat(it.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"AppVisitID\" > 100"))
        .isEqualTo("18");
    assertThat(it.row(5, 6)).containsEntry("ContractType", "UPR");
    assertThat(it.row(8, 7)).containsEntry("ContractType", "UPR");
    assertCounted(result, "AppVisitID", 2);
  }

  @Test
  @DisplayName("S1.5 one id in capitals and not is one id")
  void theCaseOfAnIdSaysNothing() {
    Pair twice = new Pair();
    Map<String, String> capitals = inCapitals(twice.visit(1));
    capitals.put("Visit Updated Timestamp", "2026-03-11 00:00:01+00");
    capitals.put("Call Out Device Type", "Later");
    twice.rows(World.FACT).add(capitals);
    SmallCase copies = SmallCase.stored(twice);
    assertThat(copies.count()).isEqualTo(2);
    assertThat(copies.row(1, 2)).containsEntry("EVVType", "Later");
    assertThat(copies.row(2, 1)).containsEntry("ConEVVType", "Later");

    Pair providers = new Pair();
    providers.rows(Pair.PROVIDERS).replaceAll(SourceTypesIT::inCapitals);
    assertThat(SmallCase.stored(providers).count()).isEqualTo(2);

    SmallCase later = SmallCase.stored(new Pair());
    later.pair.rows(World.FACT).set(0, inCapitals(later.pair.visit(1)));
    later.show();
    JsonNode result = later.detect();
    assertThat(counted(result, "unchanged")).isEqualTo(2);
    assertThat(later.statuses()).isEqualTo("UU");
  }

  private static Map<String, String> inCapitals(Map<String, String> row) {
    Map<String, String> capitals = Pair.like(row);
    capitals.replaceAll(
        (column, value) -> column.endsWith(" Id") ? value.toUpperCase(Locale.ROOT) : value);
    return capitals;
  }

  @Test
  @DisplayName("S1.5 an id that is no GUID leaves its visit out, or is NULL, and is counted")
  void anIdThatIsNoGuidIsCounted() {
    Pair pair = Pair.of(4);
    pair.visit(3).put("Visit Id", "visit-3");
    pair.visit(5).put("Provider Id", "provider-9");
    pair.visit(7).put("Office Id", "office-7");
    SmallCase it = SmallCase.of(pair);
    JsonNode result = it.detect();
    assertThat(it.count()).isEqualTo(4);
    assertThat(it.row(1, 2)).containsEntry("StatusFlag", "U");
    assertThat(it.row(7, 8)).doesNotContainKey("OfficeID");
    assertCounted(result, "Visit Id", 1);
    assertCounted(result, "Provider Id", 1);
    assertCounted(result, "OfficeID", 1);
  }

  @Test
  @DisplayName("S1.6 NULL is neither true nor false")
  void aBooleanThatIsNullIsNeither() {
    Pair pair = new Pair();
    pair.visit(2).remove("Is Missed");
    pair.add("DIMPAYER", "Payer Id", Pair.visitId(91), "Payer Name", "P4", "Is Active", "true");
    pair.visits("Payer Id", Pair.visitId(91));
    SmallCase it = SmallCase.stored(pair);
    assertThat(it.count()).isEqualTo(2);
    assertThat(it.row(1, 2)).doesNotContainKeys("Contract", "PayerState");

    Pair demo = new Pair();
    demo.provider(2).remove("Is Demo");
    assertThat(SmallCase.stored(demo).count()).isZero();

    pair.provider(2).remove("Is Active");
    it.show();
    JsonNode result = it.detect();
    assertThat(counted(result, "inserted")).isZero();
    assertThat(it.statuses()).as("the key counts for the cleanup").isEqualTo("RR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"warehouse", "replica"})
  @DisplayName("S1.9 the year 1 is stored as given, and a second run writes nothing")
  void theYearOneIsStoredAsGiven(String source) {
    SmallCase it = SmallCase.of(new Pair());
    boolean replica = source.equals("replica");
    if (replica) {
      it.detect();
    }
    it.pair.visits("Invoice Date", "0001-01-01").visits("Call Out Time", "0001-01-01 00:00:00");
    it.show();
    if (replica) {
      it.replicate(SmallCase.TEXT_IDS);
    }
    String task = replica ? "task_02" : SmallCase.DETECTION;
    it.run(task);
    for (Map<String, String> row : List.of(it.row(1, 2), it.row(2, 1))) {
      assertThat(row).containsEntry("BilledDate", "0001-01-01 00:00:00");
      assertThat(row).containsEntry("EVVEndTime", "0001-01-01 00:00:00");
      assertThat(row).containsEntry("ConEVVEndTime", "0001-01-01 00:00:00");
    }
    assertThat(counted(it.run(task), "updated")).isZero();
  }

  @Test
  @DisplayName("S1.9 infinity of the replica is no time, and a second run writes nothing")
  void infinityIsNone() {
    SmallCase it = SmallCase.stored(new Pair().visits("Call Out Time", "2026-01-05 12:00:00"));
    assertThat(it.row(1, 2)).containsKey("EVVEndTime");
    it.pair.visits("Call Out Time", "infinity");
    it.replicate(SmallCase.TEXT_IDS);
    assertThat(counted(it.run("task_02"), "updated")).isEqualTo(2);
    assertThat(it.row(1, 2)).doesNotContainKey("EVVEndTime");
    assertThat(counted(it.run("task_02"), "updated")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Scheduled Start Time, -infinity",
    "Scheduled End Time, infinity",
    "Visit Start Time, -infinity",
    "Visit End Time, infinity"
  })
  @DisplayName(
      "S1.9 a time of a visit that is infinity is none: nothing is compared with it, it is counted")
  void aTimeThatIsInfinityCountsAsAbsent(String column, String time) {
    SmallCase it = SmallCase.stored(new Pair());
    it.pair.visit(1).put(column, time);
    it.replicate(SmallCase.TEXT_IDS);
    JsonNode result = it.run("task_02");
    assertThat(counted(result, "marked")).isEqualTo(column.startsWith("Visit") ? 2 : 0);
    assertThat(Operations.warnings(result)).contains("1 visit(s) with a time that is infinity");
    assertThat(it.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"UpdateFlag\" = 1"))
        .isEqualTo(column.startsWith("Visit") ? "2" : "0");
  }
}
