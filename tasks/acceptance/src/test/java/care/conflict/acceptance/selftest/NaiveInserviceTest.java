package care.conflict.acceptance.selftest;

import static care.conflict.acceptance.data.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveInservice;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The naive in-service detection that everything else is compared with, by hand-written cases. */
class NaiveInserviceTest {

  private static final String VISIT = "00000001-0000-4000-8000-000000000001";
  private static final PairId VISIT_FIRST =
      PairId.of(VISIT, "b39aabcf-84bf-07b2-9b34-a64578d3792e");

  private final World world = World.empty(LocalDateTime.parse("2026-03-14T05:30:15"));

  private void person(String agency, String ssn) {
    world
        .warehouseRows("DIMPROVIDER")
        .add(
            row(
                "Provider Id",
                agency,
                "Is Active",
                "true",
                "Is Demo",
                "false",
                "Provider Name",
                agency));
    world
        .warehouseRows("DIMCAREGIVER")
        .add(row("Caregiver Id", id(agency), "SSN", ssn, "Application Caregiver Id", "77"));
  }

  private static String id(String agency) {
    return agency.replace("aaaa", "cccc");
  }

  private static String agency(String name) {
    return "0000000%s-aaaa-4000-8000-000000000001".formatted(name.equals("home") ? "1" : "2");
  }

  private void visit(String start, String end, String missed) {
    world
        .warehouseRows(World.FACT)
        .add(
            row(
                "Visit Id",
                VISIT,
                "Visit Date",
                "2026-03-10 00:00:00-05",
                "Caregiver Id",
                id(agency("home")),
                "Provider Id",
                agency("home"),
                "Scheduled Start Time",
                "2026-03-10 09:00:00+00",
                "Scheduled End Time",
                "2026-03-10 10:00:00+00",
                "Visit Start Time",
                time(start, ""),
                "Visit End Time",
                time(end, ""),
                "Is Missed",
                missed));
  }

  private void event(String agency, String start, String end) {
    world
        .warehouseRows(World.EVENTS)
        .add(
            row(
                "Application Caregiver Inservice Id", "5000",
                "Caregiver Id", id(agency(agency)),
                "Provider Id", agency(agency),
                "Inservice start date", time(start, "+00"),
                "Inservice end date", time(end, "+00")));
  }

  private static String time(String time, String zone) {
    return time == null ? null : "2026-03-" + time.replace('T', ' ') + ":00" + zone;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "within,            10T09:00, 10T10:00, false, away, 10T09:15, 10T09:30, 2",
    "around,            10T09:00, 10T10:00, false, away, 10T08:00, 10T11:00, 2",
    "touches the start, 10T09:00, 10T10:00, false, away, 10T08:00, 10T09:00, 2",
    "touches the end,   10T09:00, 10T10:00, false, away, 10T10:00, 10T11:00, 2",
    "before,            10T09:00, 10T10:00, false, away, 10T08:00, 10T08:59, 0",
    "after,             10T09:00, 10T10:00, false, away, 10T10:01, 10T11:00, 0",
    "over midnight,     10T09:00, 10T10:00, false, away, 09T22:00, 10T09:30, 2",
    "same agency,       10T09:00, 10T10:00, false, home, 10T09:15, 10T09:30, 0",
    "unknown if missed, 10T09:00, 10T10:00,      , away, 10T09:15, 10T09:30, 2",
    "missed,            10T09:00, 10T10:00, true,  away, 10T09:15, 10T09:30, 0",
    "not started,               ,         , false, away, 10T09:15, 10T09:30, 0",
    "not ended,         10T09:00,         , false, away, 10T09:15, 10T09:30, 0",
    "event without end, 10T09:00, 10T10:00, false, away, 10T09:15,         , 0",
  })
  void aVisitAndAnEventOfOnePersonAreInConflictWhere(
      String name,
      String start,
      String end,
      String missed,
      String agency,
      String eventStart,
      String eventEnd,
      int pairs) {
    person(agency("home"), "900000001 ");
    person(agency("away"), "  900000001");
    visit(start, end, missed);
    event(agency, eventStart, eventEnd);
    assertThat(NaiveInservice.allPairs(world, Parameters.DEFAULT)).as(name).hasSize(pairs);
  }

  @Test
  void aVisitDuringAnEventOfItsOwnAgencyIsLeftOutForAllOtherEventsToo() {
    person(agency("home"), "900000001");
    person(agency("away"), "900000001");
    visit("10T09:00", "10T10:00", "false");
    event("away", "10T09:15", "10T09:30");
    event("home", "10T10:00", "10T11:00");
    world.warehouseRows(World.EVENTS).get(1).put("Application Caregiver Inservice Id", "5001");
    assertThat(NaiveInservice.allPairs(world, Parameters.DEFAULT)).isEmpty();
  }

  @Test
  void bothRowsAreStoredWithTheEventsDatesOnItsSide() {
    person(agency("home"), "900000001");
    person(agency("away"), "900000001");
    visit("10T09:00", "10T10:00", "false");
    event("away", "09T22:00", "10T09:30");
    var rows = NaiveInservice.run(world, Parameters.DEFAULT).contents().maps();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(VISIT_FIRST))
        .containsAllEntriesOf(
            Map.of(
                "VisitDate", "2026-03-10",
                "SSN", "900000001",
                "InServiceFlag", "Y",
                "DistanceFlag", "N",
                "ConInserviceStartDate", "2026-03-09T22:00",
                "ConInserviceEndDate", "2026-03-10T09:30",
                "ConAppVisitID", "5000",
                "ConAppCaregiverID", "77",
                "StatusFlag", "U",
                "VisitStartTime", "2026-03-10T09:00"))
        .doesNotContainKeys("InserviceStartDate", "ConVisitStartTime", "ConSchStartTime");
    assertThat(rows.get(PairId.of(VISIT_FIRST.second(), VISIT)))
        .containsEntry("VisitDate", "2026-03-09")
        .containsEntry("InserviceStartDate", "2026-03-09T22:00")
        .doesNotContainKeys("ConInserviceStartDate", "IsMissed", "VisitStartTime");
  }
}
