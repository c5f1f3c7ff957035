package care.conflict.acceptance.people;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Database;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the people and programs around these tables rely on. */
class SurroundingsIT {

  private static final String PARENTS =
      "SELECT string_agg(\"StatusFlag\", '' ORDER BY \"CONFLICTID\") FROM conflicts";

  @Test
  @DisplayName("S3.1 new rows and parents are open, only an answer that did not come makes an N")
  void newRowsAreOpenAndOnlyNoResponseMakesAnN() throws IOException {
    SmallCase it = SmallCase.stored(new Pair());
    assertThat(it.statuses()).isEqualTo("UU");
    assertThat(it.database.ask(PARENTS)).isEqualTo("UU");

    it.database.execute(
        "UPDATE conflictvisitmaps SET \"ConNoResponseFlag\" = 'Yes' WHERE \"VisitID\" = '%s'"
            .formatted(Pair.visitId(1)));
    it.cycle("run");
    assertThat(it.row(1, 2)).containsEntry("StatusFlag", "N");
    assertThat(it.row(2, 1)).containsEntry("StatusFlag", "U");

    it.database.execute("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'N'");
    it.database.execute(fromTheGuide());
    assertThat(it.row(1, 2)).containsEntry("StatusFlag", "N");
    assertThat(it.row(2, 1)).containsEntry("StatusFlag", "U");
  }

  /** The statement that mends what the older container left. */
  private static String fromTheGuide() throws IOException {
    String guide = Files.readString(Checkout.root().resolve("docs/migrating.md"));
    Matcher block =
        Pattern.compile("```sql\\n((?:(?!```).)*\"ConNoResponseFlag\".*?)```", Pattern.DOTALL)
            .matcher(guide);
    assertThat(block.find()).as("docs/migrating.md has the statement").isTrue();
    return block.group(1);
  }

  @Test
  @DisplayName("S3.2 contacts and phones of stored rows are neither compared nor overwritten")
  void contactsAndPhonesOfStoredRowsBelongToPeople() {
    SmallCase it = SmallCase.stored(new Pair());
    assertThat(it.row(1, 2))
        .containsEntry("AgencyPhone", "555-0101")
        .containsEntry("ConAgencyPhone", "555-0102");
    it.database.execute(
        """
        UPDATE conflictvisitmaps
           SET "AgencyContact" = 'Ms Reed', "AgencyPhone" = '555-0199', "ConAgencyContact" = 'Mr Vale'""");
    assertThat(counted(it.detect(), "updated")).isZero();

    it.pair.times(2, "09:30", "10:45");
    it.show();
    assertThat(counted(it.detect(), "updated")).isEqualTo(2);
    for (int first = 1; first <= 2; first++) {
      assertThat(it.row(first, 3 - first))
          .containsEntry("AgencyContact", "Ms Reed")
          .containsEntry("AgencyPhone", "555-0199")
          .containsEntry("ConAgencyContact", "Mr Vale");
    }
    assertThat(it.row(2, 1)).containsEntry("VisitEndTime", "2026-03-10 10:45:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "NULL"})
  @DisplayName("S3.3 the flags that the nightly chain leaves are idle")
  void whatTheNightlyChainLeavesIsIdle(String flag) throws IOException {
    SmallCase it = SmallCase.of(new Pair());
    it.database.execute("UPDATE settings SET \"InProgressFlag\" = " + flag);
    assertThat(it.runLock("show").output()).contains("free");
    assertThat(it.database.ask(sensor())).isEqualTo("t");
    it.preflight("run");
    assertThat(it.database.ask(flag())).isEqualTo("1");
    it.postflight("run");
    assertThat(it.database.ask(flag())).isEqualTo("0");
  }

  @Test
  @DisplayName("S3.3 a 1 without a lock of ours is held")
  void aOneWithoutALockIsHeld() throws IOException {
    SmallCase it = SmallCase.of(new Pair());
    it.database.execute("UPDATE settings SET \"InProgressFlag\" = 1");
    assertThat(it.runLock("show").output()).contains("InProgressFlag is 1").doesNotContain("free");
    assertThat(it.database.ask(sensor())).isEqualTo("f");
    ended(3, it.task(Operations.PREFLIGHT, "run").run());
    assertThat(it.database.ask(flag())).isEqualTo("1");
  }

  private static String flag() {
    return "SELECT \"InProgressFlag\" FROM settings";
  }

  /** What the sensor of the DAG asks before a run. */
  private static String sensor() throws IOException {
    String file = Files.readString(Checkout.root().resolve("dags/care_conflict/lock.py"));
    Matcher statement =
        Pattern.compile("\"\"\"\\\\?\\n(SELECT[^;]*?InProgressFlag.*?)\"\"\"", Pattern.DOTALL)
            .matcher(file);
    assertThat(statement.find()).isTrue();
    return statement.group(1).replace("{schema}", "conflict_dev").replace("%(run_id)s", "'run'");
  }

  @Test
  @DisplayName("S3.4 the date of the last load moves with a run in which nothing failed")
  void theDateOfTheLastLoadMovesWithARunInWhichNothingFailed() {
    SmallCase it = SmallCase.of(new Pair());
    it.database.execute("UPDATE settings SET \"LastLoadDate\" = '2026-01-01'");
    it.cycle("whole");
    assertThat(lastLoadIsNow(it)).isTrue();

    it.database.execute("UPDATE settings SET \"LastLoadDate\" = '2026-01-01'");
    it.preflight("failing");
    succeeded(it.task(SmallCase.DETECTION, "failing").run());
    ended(2, it.task(SmallCase.STATUS, "failing", "--only-steps=no_such_step").run());
    it.postflight("failing");
    assertThat(it.database.ask("SELECT \"LastLoadDate\"::text FROM settings"))
        .isEqualTo("2026-01-01 00:00:00");

    // Detection alone was wanted and done: what people see is as new as its data.
    it.preflight("alone");
    succeeded(it.task(SmallCase.DETECTION, "alone").run());
    it.postflight("alone");
    assertThat(lastLoadIsNow(it)).isTrue();
  }

  private static boolean lastLoadIsNow(SmallCase it) {
    return it.database
        .ask(
            """
            SELECT "LastLoadDate" BETWEEN (now() AT TIME ZONE 'UTC') - interval '1 minute' AND now() AT TIME ZONE 'UTC'
              FROM settings""")
        .equals("t");
  }

  @Test
  @DisplayName("S3.5 a missed visit makes no new pair; a stored one is updated and resolved")
  void aMissedVisitMakesNoNewPair() {
    Pair pair = new Pair();
    pair.visit(2).put("Is Missed", "true");
    SmallCase never = SmallCase.of(pair);
    JsonNode result = never.detect();
    assertThat(counted(result, "inserted")).isZero();
    assertThat(counted(result, "skipped")).isEqualTo(2);
    assertThat(never.count()).isZero();
    assertThat(never.database.ask("SELECT count(*) FROM conflicts")).isEqualTo("0");

    SmallCase it = SmallCase.stored(new Pair()).with(pair);
    assertThat(counted(it.detect(), "updated")).isEqualTo(2);
    assertThat(it.row(2, 1)).containsEntry("IsMissed", "t").containsEntry("ConIsMissed", "f");
    assertThat(it.row(1, 2)).containsEntry("IsMissed", "f").containsEntry("ConIsMissed", "t");
    it.run(SmallCase.STATUS);
    assertThat(it.statuses()).isEqualTo("RR");
  }

  @Test
  @DisplayName("S3.6 what is older than the source shows is left alone, but for deleted visits")
  void whatIsOlderThanTheSourceShowsIsLeftAlone() {
    Pair pair = Pair.of(9);
    pair.rows(World.FACT).subList(2, 17).clear();
    pair.visit(3).put("Visit Date", "2024-09-11");
    SmallCase it = SmallCase.of(pair);
    store(it.database, 1, "2024-07-01");
    store(it.database, 2, "2024-10-01");
    it.run(SmallCase.INSERVICE);
    assertThat(it.statuses()).isEqualTo("UUUUUR");

    it.replicate(SmallCase.TEXT_IDS);
    assertThat(counted(it.run("task_02"), "marked")).isEqualTo(2);
    it.run(SmallCase.STATUS);
    assertThat(it.statuses()).isEqualTo("UUURRR");

    pair.add(
        World.DELETED,
        "Visit Id",
        Pair.visitId(101),
        "Visit Date",
        "2024-07-01",
        "Visit Updated Timestamp",
        "2026-03-11 00:00:00+00");
    it.show();
    it.run(SmallCase.STATUS);
    assertThat(it.statuses()).isEqualTo("DDDRRR");
  }

  /** A pair, both ways, and a row of a training, whose visits are in no source any more. */
  private static void store(Database database, int number, String date) {
    database.execute(
        """
        INSERT INTO conflicts ("CONFLICTID", "StatusFlag") VALUES (%1$d1, 'U'), (%1$d2, 'U'), (%1$d3, 'U');
        INSERT INTO conflictvisitmaps ("ID", "CONFLICTID", "VisitID", "ConVisitID", "VisitDate", "SSN", "StatusFlag", "InserviceStartDate", "InserviceEndDate")
        VALUES (%1$d1, %1$d1, '%3$s', '%4$s', '%2$s', '900010001', 'U', NULL, NULL),
               (%1$d2, %1$d2, '%4$s', '%3$s', '%2$s', '900010001', 'U', NULL, NULL),
               (%1$d3, %1$d3, '%5$s', '%3$s', '%2$s', '900010001', 'U', timestamp '%2$s 09:00', timestamp '%2$s 10:00')"""
            .formatted(
                number,
                date,
                Pair.visitId(100 * number + 1),
                Pair.visitId(100 * number + 2),
                Pair.visitId(100 * number + 3)));
  }
}
