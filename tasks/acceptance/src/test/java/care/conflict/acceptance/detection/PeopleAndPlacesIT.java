package care.conflict.acceptance.detection;

import static care.conflict.acceptance.scenes.SmallCase.assertCounted;
import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.SmallCase;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which copy of a visit counts, who is one person, who is nobody, and what is a place. */
class PeopleAndPlacesIT {

  private static final String OFFICE = "f0000000-0000-4000-8000-000000000001";
  private static final String PATIENT = "f0000000-0000-4000-8000-000000000002";

  @Test
  @DisplayName("S3.7 of copies with equal stamps always the same one counts")
  void ofCopiesWithEqualStampsAlwaysTheSameOneCounts() {
    Pair pair = new Pair();
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(1),
                "Visit End Time",
                "2026-03-10 10:20:00",
                "Call Out Device Type",
                "Phone"));
    sameWhateverTheOrder(pair, World.FACT);
  }

  @Test
  @DisplayName("S3.7 of two rows of a dimension always the same one counts, with a warning")
  void ofTwoRowsOfADimensionAlwaysTheSameOneCounts() {
    Pair offices = new Pair().visits("Office Id", OFFICE);
    for (String name : List.of("East", "West")) {
      offices.add("DIMOFFICE", "Office Id", OFFICE, "Office Name", name, "Is Active", "true");
    }
    assertCounted(sameWhateverTheOrder(offices, "DIMOFFICE"), "DIMOFFICE", 1);

    Pair patients = new Pair().visits("Provider Patient Id", PATIENT);
    for (String name : List.of("East", "West")) {
      patients.add("DIMPATIENT", "Patient Id", PATIENT, "Admission Id", name);
    }
    assertCounted(sameWhateverTheOrder(patients, "DIMPATIENT"), "DIMPATIENT", 1);
  }

  @Test
  @DisplayName("S3.7 in a replica whose database orders texts as people do, the same one counts")
  void whicheverOrderADatabaseHasTheSameRowCounts() {
    Pair offices = new Pair().visits("Office Id", OFFICE);
    String other = OFFICE.toUpperCase(Locale.ROOT); // another one to the replica's key
    offices.add("DIMOFFICE", "Office Id", OFFICE, "Office Name", "apple", "Is Active", "true");
    offices.add("DIMOFFICE", "Office Id", other, "Office Name", "Banana", "Is Active", "true");
    SmallCase it = SmallCase.stored(offices);
    assertThat(it.row(1, 2)).containsEntry("Office", "Banana");
    it.replicate(SmallCase.TEXT_IDS);
    it.database.execute(
        """
        ALTER TABLE analytics_dev.dimoffice ALTER "Office Name" TYPE text COLLATE "und-x-icu\"""");
    assertThat(counted(it.run("task_02"), "updated")).isZero();
    assertThat(it.row(1, 2)).containsEntry("Office", "Banana");
  }

  @Test
  @DisplayName(
      "a row that gets the conflict of its visit's other rows gets its row in conflicts, too")
  void aConflictThatWasLostIsThereAgain() {
    Pair pair = new Pair().providers(3);
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(2), "Visit Id", Pair.visitId(3), "Provider Id", Pair.providerId(3)));
    SmallCase it = SmallCase.stored(pair);
    String id = it.row(1, 2).get("CONFLICTID");
    it.database.execute(
        """
        DELETE FROM conflicts WHERE "CONFLICTID" = %s;
        DELETE FROM conflictvisitmaps WHERE "VisitID" = '%s' AND "ConVisitID" = '%s'"""
            .formatted(id, Pair.visitId(1), Pair.visitId(3)));
    assertThat(counted(it.detect(), "inserted")).isEqualTo(1);
    assertThat(it.row(1, 3)).containsEntry("CONFLICTID", id);
    assertThat(it.database.ask("SELECT \"StatusFlag\" FROM conflicts WHERE \"CONFLICTID\" = " + id))
        .isEqualTo("U");
  }

  /** Two rows, the same in either order of that table, and nothing is written a second time. */
  private static JsonNode sameWhateverTheOrder(Pair pair, String table) {
    SmallCase it = SmallCase.of(pair);
    JsonNode result = it.detect();
    assertThat(it.count()).isEqualTo(2);
    assertThat(counted(it.detect(), "updated")).isZero();
    Collections.reverse(pair.rows(table));
    SmallCase other = SmallCase.of(pair);
    other.detect();
    assertThat(other.digest()).isEqualTo(it.digest());
    assertThat(counted(other.detect(), "updated")).isZero();
    return result;
  }

  @Test
  @DisplayName("S3.7 the newest copy is chosen before any other condition")
  void theNewestCopyIsChosenBeforeAnyOtherCondition() {
    Pair pair = new Pair();
    pair.rows(Pair.PROVIDERS)
        .add(Pair.like(pair.provider(1), "Provider Id", Pair.providerId(3), "Is Active", "false"));
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(1),
                "Provider Id",
                Pair.providerId(3),
                "Visit Updated Timestamp",
                "2026-03-11 01:00:00+00"));
    assertThat(SmallCase.stored(pair).count()).isZero();
  }

  @Test
  @DisplayName("S3.8 one person in two spellings is one person; placeholders are nobody")
  void onePersonInTwoSpellingsIsOnePersonAndPlaceholdersAreNobody() {
    String[][] spellings = {
      {"900-01-0001", "900010001"},
      {"900-01-0002", "900-01-0002"},
      {"000-00-0000", "000000000"},
      {"999-99-9999", "999999999"},
      {"123456789", "123-45-6789"},
      {" N/A ", "N/A"}
    };
    Pair pair = Pair.of(spellings.length);
    for (int person = 1; person <= spellings.length; person++) {
      pair.caregiver(2 * person - 1).put("SSN", spellings[person - 1][0]);
      pair.caregiver(2 * person).put("SSN", spellings[person - 1][1]);
    }
    SmallCase it = SmallCase.of(pair);
    it.database.execute("INSERT INTO excluded_ssn (\"SSN\") VALUES ('900010002')");
    JsonNode result = it.detect();
    assertThat(it.count()).isEqualTo(4);
    assertThat(it.row(1, 2)).containsEntry("SSN", "900-01-0001");
    assertThat(it.row(2, 1)).containsEntry("SSN", "900010001");
    assertThat(it.row(11, 12)).containsEntry("SSN", "N/A");
    assertThat(it.row(12, 11)).containsEntry("SSN", "N/A");
    assertCounted(result, "SSN", 6);

    it.database.execute("INSERT INTO excluded_ssn (\"SSN\") VALUES ('000-00-0000')");
    pair.caregiver(1).put("SSN", "900010001");
    it.show();
    assertThat(counted(it.detect(), "resolved")).isZero();
    assertThat(it.statuses()).isEqualTo("UUUU");
  }

  @Test
  @DisplayName("S3.8 a lost pair is resolved in both orders, however its numbers are written")
  void aLostPairIsResolvedInBothOrdersHoweverItsNumbersAreWritten() {
    for (String odd : List.of("900-010001", "90001-0001", "900 01 0001", "9-0-0-010001")) {
      Pair pair = new Pair();
      pair.caregiver(1).put("SSN", odd);
      SmallCase it = SmallCase.stored(pair);
      assertThat(it.row(1, 2)).containsEntry("SSN", odd);

      // A third visit alone brings the run to the person's day.
      pair.visits("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
      pair.times(2, "12:00", "13:00");
      pair.rows(World.FACT)
          .add(
              Pair.like(
                  pair.visit(1),
                  "Visit Id",
                  Pair.visitId(3),
                  "Visit Updated Timestamp",
                  "2026-03-11 00:00:00+00"));
      it.show();
      assertThat(counted(it.detect(), "resolved")).as(odd).isEqualTo(2);
    }
  }

  private static Pair crowd(int people) {
    Pair pair = new Pair();
    for (int number = 3; number <= 12; number++) {
      pair.rows(Pair.PROVIDERS)
          .add(Pair.like(pair.provider(1), "Provider Id", Pair.providerId(number)));
    }
    for (int number = 3; number < 3 + people; number++) {
      pair.add(Pair.CAREGIVERS, "Caregiver Id", Pair.caregiverId(number), "SSN", "900010050");
      pair.rows(World.FACT)
          .add(
              Pair.like(
                  pair.visit(1),
                  "Visit Id",
                  Pair.visitId(number),
                  "Caregiver Id",
                  Pair.caregiverId(number),
                  "Provider Id",
                  Pair.providerId(3 + number % 10)));
    }
    return pair;
  }

  @Test
  @DisplayName("S3.9 a crowd under one number is left out and counted")
  void aCrowdUnderOneNumberIsLeftOut() {
    SmallCase it = SmallCase.of(crowd(500));
    it.database.execute(
        """
        INSERT INTO conflictvisitmaps ("VisitID", "ConVisitID", "VisitDate", "SSN", "StatusFlag")
        VALUES (gen_random_uuid(), gen_random_uuid(), '2026-03-10', '900010050', 'U')""");
    JsonNode result = it.detect("--max-visits-per-key=100");
    assertThat(counted(result, "inserted")).isEqualTo(2);
    assertThat(counted(result, "resolved")).isZero();
    assertThat(it.statuses()).isEqualTo("UUU");
    assertCounted(result, "max_visits_per_key", 1);
  }

  @Test
  @DisplayName("S3.10 latitude and longitude 0 are no place")
  void latitudeAndLongitudeZeroAreNoPlace() {
    Pair pair = Pair.of(5);
    List<String> patients = new ArrayList<>();
    for (int person = 1; person <= 5; person++) {
      int first = 2 * person - 1;
      String patient = "f0000000-0000-4000-8000-%012d".formatted(100 + person);
      patients.add(patient);
      pair.visit(first).put("Call Out GPS Coordinates", "0,0");
      pair.visit(first).put("Call In GPS Coordinates", "0.0,0.0");
      pair.visit(first).put("Provider Patient Id", patient);
      pair.visit(first + 1).put("Call Out GPS Coordinates", "40.144732,-74.0");
      pair.times(first + 1, "10:10", "11:10");
    }
    pair.times(2, "10:30", "11:30");
    address(pair, patients.get(0), "40.0", "-74.0");
    address(pair, patients.get(1), "40.0", "-74.0");
    address(pair, patients.get(3), "0", "0");
    pair.visit(9).put("Call Out GPS Coordinates", "0,-74.0");
    SmallCase it = SmallCase.stored(pair);
    assertThat(it.count()).as("rows of the second and the fifth person").isEqualTo(4);
    for (Map<String, String> row : List.of(it.row(3, 4), it.row(4, 3))) {
      assertThat(row).containsEntry("DistanceFlag", "Y");
      assertThat(number(row, "DistanceMilesFromLatLng")).isEqualByComparingTo("10.00");
      assertThat(number(row, "AverageMilesPerHour")).isEqualByComparingTo("25");
      assertThat(number(row, "ETATravelMinutes")).isEqualByComparingTo("24");
      assertThat(number(row, "MinuteDiffBetweenSch")).isEqualByComparingTo("10");
    }
    assertThat(it.row(9, 10)).containsEntry("DistanceFlag", "Y");
  }

  private static BigDecimal number(Map<String, String> row, String column) {
    return new BigDecimal(row.get(column));
  }

  private static void address(Pair pair, String patient, String latitude, String longitude) {
    pair.add(
        "DIMPATIENTADDRESS",
        "Patient Address Id",
        patient,
        "Patient Id",
        patient,
        "Address Type",
        "GPS",
        "Primary Address",
        "true",
        "Latitude",
        latitude,
        "Longitude",
        longitude);
  }
}
