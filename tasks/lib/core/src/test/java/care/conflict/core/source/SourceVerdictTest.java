package care.conflict.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SourceVerdictTest {
  private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
  private static final UUID NORTH = UUID.fromString("b0000000-0000-4000-8000-000000000001");
  private static final UUID SOUTH = UUID.fromString("b0000000-0000-4000-8000-000000000002");

  private final Map<String, String> environment = new HashMap<>();
  private SourceRefresh refresh = new SourceRefresh.Finished(NOW.minus(Duration.ofHours(2)));
  private final List<ProviderVisits> providers = new ArrayList<>();
  private boolean anyCaregiver = true;
  private boolean anyEvent = true;
  private long crowdedKeys;
  private int runsBefore;
  private double usualVisits;
  private final List<UsualVisits.OfProvider> usual = new ArrayList<>();
  private Set<UUID> excluded = Set.of();
  private long openEvents;

  private SourceVerdict verdict() {
    List<String> problems = new ArrayList<>();
    Configuration configuration =
        Configuration.resolve(Parameters.ALL, Map.of(), environment, Map.of(), problems);
    assertThat(problems).isEmpty();
    return SourceVerdict.of(
        refresh,
        new SourceContents(
            providers,
            anyCaregiver,
            anyEvent,
            Optional.of(LocalDate.parse("2024-09-11")),
            crowdedKeys,
            crowdedKeys * 101),
        new Remembered(new UsualVisits(runsBefore, usualVisits, usual), excluded, openEvents),
        SourceLimits.of(configuration, NOW));
  }

  private void shows(UUID provider, String name, long visits) {
    providers.add(new ProviderVisits(provider, name, true, true, visits));
  }

  private void usually(UUID provider, String name, int runs, double visits) {
    usual.add(new UsualVisits.OfProvider(provider, name, runs, visits));
  }

  @Test
  void aWholeSourceIsLetThroughAndSaysWhatWasNotJudged() {
    shows(NORTH, "North", 400);
    SourceVerdict verdict = verdict();
    assertThat(verdict.letThrough()).isTrue();
    assertThat(verdict.warnings())
        .containsExactly(
            "volume and feeds of the source were not judged: of the runs before, 0 were let through, and it takes 3");
    assertThat(verdict.details())
        .containsEntry("judged", false)
        .containsEntry("usual_visits", null)
        .containsEntry("visits", 400L)
        .containsEntry("oldest_visit_date", "2024-09-11");
    assertThat(verdict.details().get("refresh_age_hours")).hasToString("2.0");
  }

  @Test
  void aRefreshThatIsTooOldNamesBothAgesAndWhatLetsItThroughOnce() {
    shows(NORTH, "North", 400);
    refresh = new SourceRefresh.Finished(NOW.minus(Duration.ofMinutes(31 * 60 + 20)));
    SourceVerdict verdict = verdict();
    assertThat(verdict.unfit()).hasSize(1);
    assertThat(verdict.unfit().get(0))
        .contains("31 h 20 min ago", "at most 30 h", "max_source_age_hours", "Conflict Report");
    assertThat(verdict.advice()).endsWith("MAX_SOURCE_AGE_HOURS=32");
    environment.put("MAX_SOURCE_AGE_HOURS", "32");
    assertThat(verdict().letThrough()).isTrue();
  }

  @Test
  void aRefreshOfExactlyTheAgeAllowedPassesAndSoDoesOneAfterNow() {
    shows(NORTH, "North", 400);
    refresh = new SourceRefresh.Finished(NOW.minus(Duration.ofHours(30)));
    assertThat(verdict().letThrough()).isTrue();
    refresh = new SourceRefresh.Finished(NOW.minus(Duration.ofHours(30)).minusSeconds(1));
    assertThat(verdict().letThrough()).isFalse();
    refresh = new SourceRefresh.Finished(NOW.plusSeconds(600));
    assertThat(verdict().letThrough()).isTrue();
  }

  @Test
  void noSuccessIsRefusedNoTableIsAWarningAndWhatIsNotAskedIsNeither() {
    shows(NORTH, "North", 400);
    refresh = new SourceRefresh.Never();
    assertThat(verdict().unfit().get(0)).contains("no success of module Conflict Report", "30 h");
    refresh = new SourceRefresh.Untold();
    assertThat(verdict().letThrough()).isTrue();
    assertThat(verdict().warnings().get(0)).contains("no FACTDATAREFRESHSTATUS");
    refresh = new SourceRefresh.NotAsked();
    assertThat(verdict().warnings()).hasSize(1);
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnce() {
    anyCaregiver = false;
    anyEvent = false;
    openEvents = 12;
    SourceVerdict verdict = verdict();
    assertThat(verdict.unfit()).hasSize(1);
    assertThat(verdict.unfit().get(0))
        .contains("no active provider", "no caregiver", "allow_empty_source")
        .contains("no visit of an active provider from 2024-03-11 to 2026-04-25")
        .contains("no in-service event, though 12 stored in-service rows are open");
    environment.put("ALLOW_EMPTY_SOURCE", "true");
    assertThat(verdict().letThrough()).isTrue();
  }

  @Test
  void eventsAreMissedOnlyWhereSomeAreStoredAndLookedFor() {
    shows(NORTH, "North", 400);
    anyEvent = false;
    assertThat(verdict().letThrough()).isTrue();
    openEvents = 1;
    assertThat(verdict().letThrough()).isFalse();
    environment.put("ENABLE_INSERVICE", "false");
    assertThat(verdict().letThrough()).isTrue();
  }

  @Test
  void aFifthFewerPassesAndOneVisitLessDoesNot() {
    runsBefore = 8;
    usualVisits = 1000;
    shows(NORTH, "North", 800);
    assertThat(verdict().letThrough()).isTrue();
    providers.clear();
    shows(NORTH, "North", 799);
    assertThat(verdict().unfit().get(0))
        .contains(
            "799 visits", "usual are 1,000", "median of 8 runs", "20 %", "source_drop_percent");
    assertThat(verdict().advice()).endsWith("SOURCE_DROP_PERCENT=21");
    environment.put("SOURCE_DROP_PERCENT", "21");
    assertThat(verdict().letThrough()).isTrue();
    environment.clear();
    runsBefore = 2;
    assertThat(verdict().letThrough()).isTrue();
  }

  @Test
  void halfOfTheUsualIsEnoughAndOneVisitLessIsHeld() {
    usually(NORTH, "North", 3, 100);
    shows(NORTH, "North", 50);
    assertThat(verdict().feeds()).noneMatch(Feed::onHold);
    providers.clear();
    shows(NORTH, "North", 49);
    assertThat(verdict().feeds()).containsExactly(new Feed(NORTH, "North", true, 49, 100L, true));
    assertThat(verdict().warnings())
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("North", NORTH.toString(), "49 visits", "usual are 100")
                    .contains("provider_drop_percent 50"));
  }

  @Test
  void aSmallProviderAndAnUnknownOneAreNotHeld() {
    usually(NORTH, "North", 8, 99);
    usually(SOUTH, "South", 2, 500);
    shows(NORTH, "North", 0);
    shows(SOUTH, "South", 1);
    assertThat(verdict().feeds()).hasSize(2).noneMatch(Feed::onHold);
  }

  @Test
  void aProviderWhoseRowIsGoneIsHeldAndOneThatWasSwitchedOffOrExcludedIsNot() {
    usually(NORTH, "North", 8, 100);
    usually(SOUTH, "South", 8, 100);
    providers.add(new ProviderVisits(NORTH, "", false, false, 100));
    providers.add(new ProviderVisits(SOUTH, "South", true, false, 100));
    assertThat(verdict().feeds()).containsExactly(new Feed(NORTH, "North", false, 100, 100L, true));
    assertThat(verdict().visits()).isZero();
    providers.clear();
    excluded = Set.of(NORTH, SOUTH);
    assertThat(verdict().feeds()).isEmpty();
  }

  @Test
  void manyHoldsAreCountedRatherThanNamed() {
    for (int i = 1; i <= 13; i++) {
      usually(new UUID(0, i), "Agency", 8, 100);
    }
    List<String> warnings = verdict().warnings();
    assertThat(warnings.stream().filter(it -> it.startsWith("provider Agency"))).hasSize(10);
    assertThat(warnings).contains("3 more providers are on hold");
    assertThat((List<?>) verdict().details().get("on_hold")).hasSize(13);
  }

  @Test
  void crowdedDaysAreCountedAndNothingIsRefused() {
    shows(NORTH, "North", 400);
    crowdedKeys = 2;
    assertThat(verdict().letThrough()).isTrue();
    assertThat(verdict().warnings())
        .contains(
            "202 visits are left out: on 2 crowded day(s) of a person, with more than 100 visits each (max_visits_per_key)");
  }
}
