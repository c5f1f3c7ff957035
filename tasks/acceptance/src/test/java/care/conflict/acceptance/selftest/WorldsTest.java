package care.conflict.acceptance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.DetectedPair;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.oracle.StatusTables;
import care.conflict.acceptance.visits.Dimensions;
import care.conflict.acceptance.visits.Person;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import care.conflict.acceptance.worlds.WorldMaker;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The generated worlds hold each kind of what the source really has, and each makes a difference.
 */
class WorldsTest {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final LocalDate EIGHTEEN_MONTHS_AGO = LocalDate.parse("2024-09-14");
  private static final Parameters USUAL = Parameters.DEFAULT;
  private static final World WORLD = WorldMaker.make(20_261_121, 4_000, NOW, USUAL);
  private static final List<DetectedPair> PAIRS = NaiveDetection.allPairs(WORLD, USUAL);
  private static final Expected EXPECTED = NaiveDetection.run(WORLD, USUAL);

  private static long facts(Predicate<Map<String, String>> condition) {
    return WORLD.warehouseRows(World.FACT).stream().filter(condition).count();
  }

  private static long pairs(Predicate<DetectedPair> condition) {
    return PAIRS.stream().filter(condition).count();
  }

  @Test
  void everythingHappens() {
    assertThat(EXPECTED.counts().values()).doesNotContain(0);
    assertThat(EXPECTED.cutColumns()).contains("AideName", "ConP_PName", "RateType");
    assertThat(EXPECTED.oddColumns())
        .contains("AppVisitID", "ConAppVisitID", "OfficeID", "AppProviderID", "PayerID");
  }

  @Test
  void daysAreMidnightOfTwoZones() {
    for (String zone : List.of("-05", "+00")) {
      assertThat(facts(v -> v.getOrDefault("Visit Date", "").endsWith(zone))).isPositive();
    }
    assertThat(PAIRS).anySatisfy(p -> assertThat(p.first().attributes()).containsKey("BilledDate"));
  }

  @Test
  void applicationIdsAreMostlyNumbers() {
    for (String odd : List.of("", "A-17", "9".repeat(20))) {
      assertThat(facts(v -> odd.equals(v.get("Application Visit Id")))).as(odd).isPositive();
      assertThat(facts(v -> odd.equals(v.get("Application Contract Id")))).as(odd).isPositive();
    }
    for (String type : List.of("Internal", "UPR", "Payer")) {
      assertThat(pairs(p -> type.equals(p.first().attributes().get("ContractType"))))
          .as(type)
          .isPositive();
    }
  }

  @Test
  void oneIdIsSpelledInSeveralWays() {
    Map<String, Set<String>> spellings = new HashMap<>();
    for (Map<String, String> visit : WORLD.warehouseRows(World.FACT)) {
      String provider = visit.get("Provider Id");
      if (Canonical.uuid(provider) != null) {
        spellings.computeIfAbsent(Canonical.uuid(provider), p -> new HashSet<>()).add(provider);
      }
    }
    assertThat(spellings.values()).allSatisfy(of -> assertThat(of).hasSizeGreaterThan(1));
    assertThat(facts(v -> "provider-7".equals(v.get("Provider Id")))).isPositive();
  }

  @Test
  void peopleAreWrittenWithDashesAndWithout() {
    assertThat(pairs(p -> !p.first().ssn().equals(p.second().ssn()))).isGreaterThan(20);
    assertThat(pairs(p -> !p.first().person().matches("[0-9]{9}"))).isPositive();
    Dimensions dimensions = new Dimensions(WORLD);
    assertThat(facts(v -> Person.isPlaceholder(Person.of(dimensions.ssn(v.get("Caregiver Id"))))))
        .isGreaterThan(20);
  }

  /** Each of the first two rows counts, each of the next two is judged by the wrong copy. */
  @Test
  void theNewestCopyOfAVisitDecides() {
    Map<String, Visit> visits = new HashMap<>();
    new VisitReader(WORLD, USUAL).visits().forEach(v -> visits.put(v.id(), v));
    World first = new World(NOW, new HashMap<>(WORLD.warehouse()), WORLD.store());
    Set<String> seen = new HashSet<>();
    first
        .warehouse()
        .put(
            World.FACT,
            WORLD.warehouseRows(World.FACT).stream()
                .filter(v -> seen.add(Canonical.uuid(v.get("Visit Id"))))
                .toList());
    List<Visit> byFirst = new VisitReader(first, USUAL).visits();
    assertThat(byFirst.stream().filter(v -> !visits.containsKey(v.id())).count())
        .as("visits that have left")
        .isPositive();
    List<Visit> both = byFirst.stream().filter(v -> visits.containsKey(v.id())).toList();
    Stream<Predicate<Visit>> changes =
        Stream.of(
            v -> !v.provider().equals(visits.get(v.id()).provider()),
            v -> v.providerActive() && !visits.get(v.id()).providerActive(),
            v -> !v.date().equals(visits.get(v.id()).date()),
            v -> !v.person().equals(visits.get(v.id()).person()),
            v -> v.missed() != visits.get(v.id()).missed());
    changes.forEach(change -> assertThat(both.stream().filter(change).count()).isPositive());
  }

  @Test
  void marksThatAreNullSayNeither() {
    for (String table : List.of("DIMPROVIDER", "DIMPAYER")) {
      for (String mark : List.of("Is Active", "Is Demo")) {
        assertThat(WORLD.warehouseRows(table)).as(table).anyMatch(r -> !r.containsKey(mark));
      }
    }
    assertThat(pairs(DetectedPair::missed)).isPositive();
    assertThat(facts(v -> !v.containsKey("Is Missed"))).isPositive();
  }

  @Test
  void zeroIsSentForNoPlace() {
    assertThat(facts(v -> "0,0".equals(v.get("Call Out GPS Coordinates")))).isPositive();
    assertThat(WORLD.warehouseRows("DIMPATIENTADDRESS"))
        .anyMatch(r -> "0".equals(r.get("Latitude")) && "0".equals(r.get("Longitude")))
        .anyMatch(r -> "NaN".equals(r.get("Latitude")));
  }

  /**
   * Rows in scope that live on another key, with both, one or none of their visits in the delta.
   */
  @Test
  void pairsHaveMovedWithTheirVisitsInTheDeltaOrNot() {
    Map<PairId, DetectedPair> live = new HashMap<>();
    PAIRS.forEach(p -> live.put(p.id(), p));
    Set<Visit.Key> deltaKeys = new HashSet<>();
    new VisitReader(WORLD, USUAL)
        .visits().stream().filter(Visit::delta).forEach(v -> deltaKeys.add(v.key()));
    int[] moved = new int[3];
    for (Map<String, String> row : WORLD.storeRows("conflictvisitmaps")) {
      DetectedPair pair = live.get(PairId.of(row));
      Visit.Key key = Visit.Key.of(row);
      if (pair != null && key != null && deltaKeys.contains(key) && StatusTables.isOpen(row)) {
        boolean elsewhere = !pair.first().key().equals(key);
        int delta = (pair.first().delta() ? 1 : 0) + (pair.second().delta() ? 1 : 0);
        moved[delta] += elsewhere ? 1 : 0;
      }
    }
    assertThat(moved).doesNotContain(0);
  }

  @Test
  void peopleHaveFilledInContactsOfRowsThatAreRenewed() {
    assertThat(EXPECTED.contents().maps().values())
        .anySatisfy(
            row -> {
              assertThat(row.get("UpdatedDate")).isEqualTo(Contents.NOW);
              assertThat(row.get("AgencyContact")).isNotNull();
            });
    assertThat(WORLD.storeRows("conflictvisitmaps"))
        .anyMatch(r -> "N".equals(r.get("StatusFlag")) && r.containsKey("ConNoResponseFlag"))
        .anyMatch(r -> "N".equals(r.get("StatusFlag")) && !r.containsKey("ConNoResponseFlag"));
  }

  @Test
  void crowdedKeysMakeADifference() {
    Expected few = NaiveDetection.run(WORLD, USUAL.withMaxVisitsPerKey(4));
    assertThat(few.counts().get("pairs_read")).isLessThan(EXPECTED.counts().get("pairs_read"));
    assertThat(few.counts().get("resolved"))
        .isPositive()
        .isLessThan(EXPECTED.counts().get("resolved"));
    assertThat(NaiveStoredDetection.run(WORLD, USUAL.withMaxVisitsPerKey(4)).counts().get("marked"))
        .isLessThan(NaiveStoredDetection.run(WORLD, USUAL).counts().get("marked"));
  }

  @Test
  void providersOnHoldMakeADifference() {
    String provider =
        EXPECTED.contents().maps().values().stream()
            .filter(row -> "R".equals(row.get("StatusFlag")))
            .filter(row -> Contents.NOW.equals(row.get("UpdatedDate")))
            .map(row -> row.get("ProviderID"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    Expected held = NaiveDetection.run(WORLD, USUAL.withOnHold(Set.of(provider)));
    assertThat(held.counts().get("resolved")).isLessThan(EXPECTED.counts().get("resolved"));
    assertThat(held.counts().get("inserted")).isEqualTo(EXPECTED.counts().get("inserted"));
  }

  @Test
  void theHorizonMakesADifference() {
    World young =
        InserviceWorldMaker.make(
            20_260_125, 1_500, NOW, USUAL, w -> WorldMaker.forget(w, EIGHTEEN_MONTHS_AGO));
    World old = new World(NOW, new HashMap<>(young.warehouse()), young.store());
    Map<String, String> lone = Rows.row("Visit Id", "lone", "Visit Date", "2024-01-01 00:00:00-05");
    old.warehouse()
        .put(
            World.FACT,
            Stream.concat(young.warehouseRows(World.FACT).stream(), Stream.of(lone)).toList());
    assertThat(NaiveDetection.run(young, USUAL).counts().get("resolved"))
        .isLessThan(NaiveDetection.run(old, USUAL).counts().get("resolved"));
    assertThat(NaiveInservice.run(young, USUAL).counts().get("resolved"))
        .isLessThan(NaiveInservice.run(old, USUAL).counts().get("resolved"));
    assertThat(NaiveStoredDetection.run(young, USUAL).counts().get("marked"))
        .isLessThan(NaiveStoredDetection.run(old, USUAL).counts().get("marked"));
  }
}
