package care.conflict.acceptance.selftest;

import static care.conflict.acceptance.data.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.oracle.Expected;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the naive detection finds, by hand-written cases. */
class NaiveDetectionTest {

  private final NaivePair pair = new NaivePair();

  @Test
  void aNewPairIsOpenAndSoAreItsConflicts() {
    Expected expected = pair.run();
    assertThat(expected.counts()).containsEntry("inserted", 2);
    assertThat(expected.contents().maps().get(NaivePair.BOTH))
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
    pair.world.warehouseRows("DIMPROVIDER").get(1).put(mark, value);
    assertThat(pair.pairs()).isEqualTo(pairs);
  }

  @Test
  void idsAreComparedWhateverTheirCaseAndDashes() {
    pair.world
        .warehouseRows("DIMPROVIDER")
        .get(0)
        .put("Provider Id", NaivePair.id("b", 1).replace("-", ""));
    pair.visit2.put("Provider Id", "B" + NaivePair.id("b", 2).substring(1));
    pair.copy(pair.visit1, "Visit Id", "A" + NaivePair.id("a", 1).substring(1));
    pair.visit1.put("Visit Updated Timestamp", "2026-03-11 00:00:01+00");
    pair.visit1.put("Office Id", "office-7");
    pair.visit1.put("Application Visit Id", "A-17");
    pair.visit2.put("Application Visit Id", "0012");
    Expected expected = pair.run();
    assertThat(expected.contents().maps()).containsOnlyKeys(NaivePair.BOTH, NaivePair.BACK);
    assertThat(expected.contents().maps().get(NaivePair.BOTH))
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
    pair.copy(pair.visit1, column, value, "Visit Updated Timestamp", "2026-03-11 01:00:00+00");
    assertThat(pair.pairs()).isEqualTo(pairs);
    pair.visit1.put("Visit Updated Timestamp", "2026-03-11 02:00:00+00");
    assertThat(pair.pairs()).as("the copy is older").isEqualTo(2);
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
    pair.caregiver(1, first);
    pair.caregiver(2, second);
    pair.world.storeRows("excluded_ssn").add(row("SSN", excluded));
    Expected expected = pair.run();
    assertThat(expected.contents().maps()).hasSize(pairs);
    if (pairs > 0) {
      assertThat(expected.contents().maps().get(NaivePair.BOTH))
          .containsEntry("SSN", first.strip());
      assertThat(expected.contents().maps().get(NaivePair.BACK))
          .containsEntry("SSN", second.strip());
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
    pair.visit1.put("Application Payer Id", payer);
    pair.visit1.put("Application Contract Id", contract);
    pair.visit2.putAll(Map.of("Application Payer Id", "7", "Application Contract Id", "0"));
    Map<String, String> row = pair.run().contents().maps().get(NaivePair.BOTH);
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
    pair.visit1.putAll(
        Map.of("Payer Id", NaivePair.id("d", 1), "Contract Id", NaivePair.id("e", 1)));
    pair.world
        .warehouseRows("DIMPAYER")
        .add(
            row(
                "Payer Id",
                NaivePair.id("d", 1),
                "Payer Name",
                "Payer",
                "Payer State",
                "NY",
                "Is Active",
                active,
                "Is Demo",
                demo));
    pair.world
        .warehouseRows("DIMCONTRACT")
        .add(
            row("Contract Id", NaivePair.id("e", 1), "Contract Name", "Plan", "Is Active", "true"));
    Map<String, String> row = pair.run().contents().maps().get(NaivePair.BOTH);
    assertThat(row.get("PayerState")).isEqualTo(state);
    assertThat(row.get("Contract")).isEqualTo(contract);
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
    pair.visit1.put("Call Out GPS Coordinates", out);
    pair.visit1.put("Call In GPS Coordinates", in);
    pair.visit1.put("Provider Patient Id", NaivePair.id("f", 1));
    String longitude = "0".equals(latitude) ? "0" : "-74.0";
    pair.world
        .warehouseRows("DIMPATIENTADDRESS")
        .add(
            row(
                "Patient Id",
                NaivePair.id("f", 1),
                "Primary Address",
                "true",
                "Address Type",
                "GPS",
                "Latitude",
                latitude,
                "Longitude",
                longitude));
    pair.visit2.put("Call Out GPS Coordinates", "40.144732,-74.0");
    assertThat(pair.run().contents().maps().get(NaivePair.BOTH).get("DistanceMilesFromLatLng"))
        .isEqualTo(miles);
  }
}
