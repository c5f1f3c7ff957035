package care.conflict.acceptance;

import static care.conflict.acceptance.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.Contents.PairId;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The naive detection that everything else is compared with, by hand-written cases. */
class NaiveDetectionTest {

  private static final Parameters USUAL = Parameters.DEFAULT;
  private static final PairId BOTH = PairId.of(id("a", 1), id("a", 2));
  private static final PairId BACK = PairId.of(id("a", 2), id("a", 1));

  private final World world = World.empty(LocalDateTime.parse("2026-03-11T12:00:00"));
  private Map<String, String> visit1;
  private Map<String, String> visit2;

  private static String id(String kind, int number) {
    return "%s0000000-0000-4000-8000-%012d".formatted(kind, number);
  }

  /** Two visits of one person at two providers, half an hour of overlap. */
  @BeforeEach
  void makeThePair() {
    world.storeRows("settings").add(row("ExtraDistancePer", "1"));
    world.storeRows("mph").add(row("From", "1", "To", "1000", "AverageMilesPerHour", "25"));
    visit1 = visit(1, "900010001", "09:00", "10:00");
    visit2 = visit(2, "900010001", "09:30", "10:30");
    // somebody else's: the source goes back so far
    visit(9, "900010009", "09:00", "10:00").put("Visit Date", "2024-09-11 00:00:00-05");
  }

  private Map<String, String> visit(int number, String ssn, String start, String end) {
    world
        .warehouseRows("DIMPROVIDER")
        .add(row("Provider Id", id("b", number), "Is Active", "true", "Is Demo", "false"));
    world.warehouseRows("DIMCAREGIVER").add(row("Caregiver Id", id("c", number), "SSN", ssn));
    Map<String, String> visit =
        row(
            "Visit Id",
            id("a", number),
            "Caregiver Id",
            id("c", number),
            "Provider Id",
            id("b", number),
            "Visit Date",
            "2026-03-10 00:00:00-05",
            "Visit Start Time",
            "2026-03-10 " + start + ":00+00",
            "Visit End Time",
            "2026-03-10 " + end + ":00+00",
            "Visit Updated Timestamp",
            "2026-03-11 00:00:00+00");
    world.warehouseRows(World.FACT).add(visit);
    return visit;
  }

  private Map<String, String> copy(Map<String, String> visit, String... changes) {
    Map<String, String> copy = new HashMap<>(visit);
    copy.putAll(row(changes));
    world.warehouseRows(World.FACT).add(0, copy);
    return copy;
  }

  private Expected run() {
    return NaiveDetection.run(world, USUAL);
  }

  private int pairs() {
    return NaiveDetection.allPairs(world, USUAL).size();
  }

  private void caregiver(int number, String ssn) {
    world.warehouseRows("DIMCAREGIVER").get(number - 1).put("SSN", ssn);
  }

  /** Both rows of the pair as an earlier run left them, on a day. */
  private void store(String date) {
    for (DetectedPair pair : NaiveDetection.allPairs(world, USUAL)) {
      Map<String, String> row = pair.columns(Spec.DETECTION_COLUMNS);
      row.putAll(
          row(
              "VisitDate",
              date,
              "StatusFlag",
              "U",
              "InServiceFlag",
              "N",
              "CONFLICTID",
              "7",
              "ID",
              "" + (1 + world.storeRows("conflictvisitmaps").size())));
      world.storeRows("conflictvisitmaps").add(row);
    }
  }

  @Test
  void aNewPairIsOpenAndSoAreItsConflicts() {
    Expected expected = run();
    assertThat(expected.counts()).containsEntry("inserted", 2);
    assertThat(expected.contents().maps().get(BOTH))
        .containsEntry("StatusFlag", "U")
        .containsEntry("VisitDate", "2026-03-10")
        .containsEntry("VisitTimeOverAnotherVisitTimeFlag", "Y")
        .containsEntry("InServiceFlag", "N");
    assertThat(expected.contents().conflicts().values())
        .hasSize(2)
        .allSatisfy(conflict -> assertThat(conflict).containsEntry("StatusFlag", "U"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "Is Demo, , 0",
    "Is Demo, true, 0",
    "Is Active, , 0",
    "Is Active, false, 0",
    "Is Active, true, 2"
  })
  void bothProvidersMustBeActiveAndNoDemo(String mark, String value, int pairs) {
    world.warehouseRows("DIMPROVIDER").get(1).put(mark, value);
    assertThat(pairs()).isEqualTo(pairs);
  }

  @Test
  void idsAreComparedWhateverTheirCaseAndDashes() {
    world.warehouseRows("DIMPROVIDER").get(0).put("Provider Id", id("b", 1).replace("-", ""));
    visit2.put("Provider Id", "B" + id("b", 2).substring(1));
    copy(visit1, "Visit Id", "A" + id("a", 1).substring(1));
    visit1.put("Visit Updated Timestamp", "2026-03-11 00:00:01+00");
    visit1.put("Office Id", "office-7");
    visit1.put("Application Visit Id", "A-17");
    visit2.put("Application Visit Id", "0012");
    Expected expected = run();
    assertThat(expected.contents().maps()).containsOnlyKeys(BOTH, BACK);
    assertThat(expected.contents().maps().get(BOTH))
        .containsEntry("ConAppVisitID", "12")
        .doesNotContainKeys("OfficeID", "AppVisitID");
    assertThat(expected.oddColumns())
        .containsExactly("AppVisitID", "ConAppVisitID", "ConOfficeID", "OfficeID");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Provider Id, b0000000-0000-4000-8000-000000000008, 0",
    "Provider Id, none-of-ours, 0",
    "Visit Date, 2026-03-09 00:00:00-05, 0",
    "Visit Date, 2023-03-10 00:00:00-05, 0",
    "Caregiver Id, c0000000-0000-4000-8000-000000000008, 0",
    "Visit End Time, 2026-03-10 09:10:00+00, 0",
    "Visit End Time, 2026-03-10 09:40:00+00, 2"
  })
  void theNewestCopyCountsBeforeAnyOtherCondition(String column, String value, int pairs) {
    copy(visit1, column, value, "Visit Updated Timestamp", "2026-03-11 01:00:00+00");
    assertThat(pairs()).isEqualTo(pairs);
    visit1.put("Visit Updated Timestamp", "2026-03-11 02:00:00+00");
    assertThat(pairs()).as("the copy is older").isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} and {1}, {2} excluded")
  @CsvSource({
    "900-01-0001, 900010001, , 2",
    "900-01-0001, 900-01-0001, 900010001, 0",
    "000-00-0000, 000000000, , 0",
    "999-99-9999, 999999999, , 0",
    "123456789, 123-45-6789, , 0",
    "' N/A ', N/A, , 2",
    "N/A, n/a, , 0",
    "'', '', , 0"
  })
  void onePersonIsNineDigitsOrAText(String first, String second, String excluded, int pairs) {
    caregiver(1, first);
    caregiver(2, second);
    world.storeRows("excluded_ssn").add(row("SSN", excluded));
    Expected expected = run();
    assertThat(expected.contents().maps()).hasSize(pairs);
    if (pairs > 0) {
      assertThat(expected.contents().maps().get(BOTH)).containsEntry("SSN", first.strip());
      assertThat(expected.contents().maps().get(BACK)).containsEntry("SSN", second.strip());
    }
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "0, 55, Internal",
    "7, 55, UPR",
    "7, 0, Payer",
    "0, 0,",
    ", 55,",
    "7, ,",
    ", 0,",
    "7, A-17, UPR",
    "7, 00, UPR"
  })
  void contractTypeAsksWhetherTheTextIsZero(String payer, String contract, String type) {
    visit1.put("Application Payer Id", payer);
    visit1.put("Application Contract Id", contract);
    visit2.putAll(Map.of("Application Payer Id", "7", "Application Contract Id", "0"));
    Map<String, String> row = run().contents().maps().get(BOTH);
    assertThat(row.get("ContractType")).isEqualTo(type);
    assertThat(row.get("ConContractType")).isEqualTo("Payer");
  }

  @ParameterizedTest(name = "active {0}, demo {1}")
  @CsvSource({
    "true, false, NY, Payer",
    "false, false, , Plan",
    "true, true, , Plan",
    "true, , , Plan"
  })
  void aPayerCountsWhereItIsActiveAndNoDemo(
      String active, String demo, String state, String contract) {
    visit1.putAll(Map.of("Payer Id", id("d", 1), "Contract Id", id("e", 1)));
    world
        .warehouseRows("DIMPAYER")
        .add(
            row(
                "Payer Id",
                id("d", 1),
                "Payer Name",
                "Payer",
                "Payer State",
                "NY",
                "Is Active",
                active,
                "Is Demo",
                demo));
    world
        .warehouseRows("DIMCONTRACT")
        .add(row("Contract Id", id("e", 1), "Contract Name", "Plan", "Is Active", "true"));
    Map<String, String> row = run().contents().maps().get(BOTH);
    assertThat(row.get("PayerState")).isEqualTo(state);
    assertThat(row.get("Contract")).isEqualTo(contract);
  }

  @Test
  void aMissedVisitMakesNoNewPairButStoredOnesAreRenewed() {
    store("2026-03-10");
    visit2.put("Is Missed", "true");
    assertThat(run().counts()).containsEntry("updated", 2).containsEntry("skipped", 0);
    world.storeRows("conflictvisitmaps").clear();
    Expected expected = run();
    assertThat(expected.counts()).containsEntry("inserted", 0).containsEntry("skipped", 2);
    assertThat(expected.contents().conflicts()).isEmpty();
  }

  @Test
  void contactsOfStoredRowsBelongToPeople() {
    store("2026-03-10");
    world.warehouseRows("DIMPROVIDER").forEach(p -> p.put("Phone Number 1", "555-0101"));
    Map<String, String> contacts = Map.of("AgencyContact", "Reed", "AgencyPhone", "555-0199");
    world.storeRows("conflictvisitmaps").get(0).putAll(contacts);
    assertThat(run().counts()).containsEntry("unchanged", 2);
    visit2.put("Visit End Time", "2026-03-10 10:45:00+00");
    Expected expected = run();
    assertThat(expected.counts()).containsEntry("updated", 2);
    assertThat(expected.contents().maps().values())
        .anySatisfy(row -> assertThat(row).containsAllEntriesOf(contacts))
        .noneSatisfy(row -> assertThat(row).containsEntry("AgencyPhone", "555-0101"));
    world.storeRows("conflictvisitmaps").clear();
    assertThat(run().contents().maps().get(BOTH)).containsEntry("ConAgencyPhone", "555-0101");
  }

  @ParameterizedTest(name = "v2 {0}, asymmetric {1}")
  @CsvSource({"2026-03-01, false, 0, 0", "2026-03-01, true, 2, 0", "2026-03-11, false, 2, 0"})
  void aPairThatMovedIsNotStale(String updated2, boolean asymmetric, int updated, int resolved) {
    store("2026-03-09");
    visit2.put("Visit Updated Timestamp", updated2 + " 00:00:00+00");
    Parameters parameters = asymmetric ? USUAL : USUAL.symmetric();
    assertThat(NaiveDetection.run(world, parameters).counts())
        .containsEntry("updated", updated)
        .containsEntry("resolved", resolved);
    visit2.put("Visit Start Time", "2026-03-10 12:00:00+00");
    visit2.put("Visit End Time", "2026-03-10 13:00:00+00");
    assertThat(NaiveDetection.run(world, parameters).counts()).containsEntry("resolved", 2);
  }

  @Test
  void aPairThatMovedLongAgoIsNotStaleOnAKeyThatAnotherVisitChanges() {
    store("2026-03-09");
    for (Map<String, String> visit : List.of(visit1, visit2)) {
      visit.put("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
    }
    visit(3, "900-01-0001", "09:00", "10:00").put("Visit Date", "2026-03-09 00:00:00+00");
    assertThat(run().counts()).containsEntry("pairs_read", 0).containsEntry("resolved", 0);
  }

  @Test
  void beyondTheHorizonNothingIsResolved() {
    store("2024-07-01");
    visit2.put("Visit Date", "2026-03-08 00:00:00-05");
    assertThat(run().counts()).containsEntry("resolved", 0);
    assertThat(NaiveStoredDetection.run(world, USUAL).counts()).containsEntry("marked", 0);
    world.storeRows("conflictvisitmaps").forEach(row -> row.put("VisitDate", "2024-10-01"));
    assertThat(run().counts()).containsEntry("resolved", 2);
    assertThat(NaiveStoredDetection.run(world, USUAL).counts()).containsEntry("marked", 2);
  }

  @Test
  void aCrowdedKeyIsLeftAlone() {
    store("2026-03-10");
    visit(3, "900010001", "20:00", "21:00");
    visit(4, "900010001", "20:30", "21:30");
    world.warehouseRows("DIMPROVIDER").get(4).put("Is Demo", "true");
    visit2.put("Visit End Time", "2026-03-10 10:45:00+00");
    Expected all = NaiveDetection.run(world, USUAL.withMaxVisitsPerKey(3));
    assertThat(all.counts()).containsEntry("updated", 2);
    visit2.put("Visit Start Time", "2026-03-10 10:30:00+00");
    for (int most : new int[] {2, 3}) {
      Parameters parameters = USUAL.withMaxVisitsPerKey(most);
      int stale = most == 3 ? 2 : 0;
      assertThat(NaiveDetection.run(world, parameters).counts()).containsEntry("resolved", stale);
      assertThat(NaiveStoredDetection.run(world, parameters).counts())
          .containsEntry("marked", stale);
    }
    world.storeRows("conflictvisitmaps").forEach(row -> row.put("VisitDate", "2026-03-09"));
    assertThat(NaiveDetection.run(world, USUAL.withMaxVisitsPerKey(2)).counts())
        .as("on another key, but its visits are on the crowded one")
        .containsEntry("resolved", 0);
  }

  @Test
  void aProviderOnHoldIsLeftAloneOnEitherSide() {
    store("2026-03-10");
    world.warehouseRows(World.FACT).remove(visit2);
    assertThat(run().counts()).containsEntry("resolved", 2);
    Parameters held = USUAL.withOnHold(Set.of(id("b", 2)));
    assertThat(NaiveDetection.run(world, held).counts()).containsEntry("resolved", 0);
  }

  @Test
  void aProviderThatIsSwitchedOffTakesItsConflictsWithIt() {
    store("2026-03-10");
    world.warehouseRows("DIMPROVIDER").get(1).remove("Is Active");
    visit1.put("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
    assertThat(run().counts()).containsEntry("resolved", 2);
    world.storeRows("excluded_agency").add(row("ProviderID", id("b", 2)));
    assertThat(run().counts()).containsEntry("resolved", 0);
  }

  @ParameterizedTest(name = "{0}, {1}, address {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0,0 | 0.0,0.0 | 40.0 | 10.0",
        "-0,0 | 40.0,-74.0 | | 10.0",
        "0,0 | | | ",
        "0,0 | | 0 | ",
        "0,-74.0 | 40.0,-74.0 | | 2773.73"
      })
  void zeroIsNoPlace(String out, String in, String latitude, String miles) {
    visit1.put("Call Out GPS Coordinates", out);
    visit1.put("Call In GPS Coordinates", in);
    visit1.put("Provider Patient Id", id("f", 1));
    String longitude = "0".equals(latitude) ? "0" : "-74.0";
    world
        .warehouseRows("DIMPATIENTADDRESS")
        .add(
            row(
                "Patient Id",
                id("f", 1),
                "Primary Address",
                "true",
                "Address Type",
                "GPS",
                "Latitude",
                latitude,
                "Longitude",
                longitude));
    visit2.put("Call Out GPS Coordinates", "40.144732,-74.0");
    assertThat(run().contents().maps().get(BOTH).get("DistanceMilesFromLatLng")).isEqualTo(miles);
  }
}
