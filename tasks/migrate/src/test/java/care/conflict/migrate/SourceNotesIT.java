package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.Run;
import care.conflict.core.source.Feed;
import care.conflict.core.source.ProviderVisits;
import care.conflict.core.source.Remembered;
import care.conflict.core.source.SourceContents;
import care.conflict.core.source.SourceLimits;
import care.conflict.core.source.SourceRefresh;
import care.conflict.core.source.SourceVerdict;
import care.conflict.core.source.UsualVisits;
import care.conflict.detection.SourceNotes;
import care.conflict.lock.RunLock;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.testing.Runs;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs measured, as the role of the tasks notes and reads it. */
final class SourceNotesIT {
  private static final String ROLE = "noting_role";
  private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
  private static final UUID NORTH = UUID.fromString("b0000000-0000-4000-8000-000000000001");
  private static final UUID SOUTH = UUID.fromString("b0000000-0000-4000-8000-000000000002");

  private Database database;

  @BeforeEach
  void makeTheTables() throws Exception {
    database = Database.create();
    database.execute(
        "DO $$ BEGIN CREATE ROLE %s LOGIN PASSWORD '%s'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            .formatted(ROLE, Server.PASSWORD));
    database.migrate("--with-operational-tables");
    assertThat(database.migrate("--grant-to", ROLE).exitCode()).isZero();
  }

  private interface Noted<T> {
    T with(SourceNotes notes, SourceLimits limits) throws SQLException;
  }

  private <T> T asRun(String runId, Noted<T> noted) throws SQLException {
    Run run = Runs.of("task00_preflight", runId, database.environment(ROLE));
    try (Store store = Store.open(run);
        Session session = store.session()) {
      return noted.with(new SourceNotes(run, session), SourceLimits.of(run.configuration(), NOW));
    }
  }

  private static SourceContents contents(boolean anyEvent, ProviderVisits... providers) {
    return new SourceContents(
        List.of(providers), true, anyEvent, Optional.of(LocalDate.parse("2024-09-11")), 0, 0);
  }

  private static ProviderVisits north(long visits) {
    return new ProviderVisits(NORTH, "North 'n' \"more\", Inc.", true, true, visits);
  }

  /** Judges what a run sees, and notes it. */
  private SourceVerdict note(String runId, ProviderVisits... providers) throws SQLException {
    return asRun(
        runId,
        (notes, limits) -> {
          SourceContents contents = contents(true, providers);
          SourceVerdict verdict =
              SourceVerdict.of(
                  new SourceRefresh.NotAsked(),
                  contents,
                  notes.remembered(limits.window(), contents),
                  limits);
          notes.note(verdict);
          return verdict;
        });
  }

  private Remembered remembered(String runId, boolean anyEvent) throws SQLException {
    return asRun(runId, (notes, limits) -> notes.remembered(limits.window(), contents(anyEvent)));
  }

  @Test
  void usualIsTheMedianOfTheRunsBeforeThatWereLetThrough() throws Exception {
    note("1", north(1000));
    note("2", north(1010));
    note("3", north(900));
    assertThat(note("refused", north(700)).letThrough()).isFalse();

    UsualVisits usual = remembered("4", true).usual();

    assertThat(usual.runs()).isEqualTo(3);
    assertThat(usual.visits()).isEqualTo(1000);
    assertThat(usual.providers())
        .containsExactly(new UsualVisits.OfProvider(NORTH, "North 'n' \"more\", Inc.", 3, 1000));
    assertThat(remembered("3", true).usual().visits()).isEqualTo(1005);
  }

  @Test
  void onlyTheLatestEightRunsSayWhatIsUsual() throws Exception {
    for (int run = 1; run <= 12; run++) {
      note("run" + run, north(run <= 4 ? 5_000 : 5_000 - run));
    }

    UsualVisits usual = remembered("next", true).usual();

    assertThat(usual.runs()).isEqualTo(8);
    assertThat(usual.visits()).isEqualTo(5_000 - 8.5);
  }

  @Test
  void aSecondTryReplacesWhatTheFirstNoted() throws Exception {
    note("run", north(10), new ProviderVisits(SOUTH, "South", true, true, 5));
    note("run", north(11));

    assertThat(database.ask("SELECT visits || ' ' || let_through FROM pipeline_sources"))
        .containsExactly("11 true");
    assertThat(database.ask("SELECT visits FROM pipeline_source_providers")).containsExactly("11");
  }

  @Test
  void whatAMissingFeedShowsDoesNotBecomeUsual() throws Exception {
    ProviderVisits south = new ProviderVisits(SOUTH, "South", true, true, 9_000);
    for (int run = 1; run <= 3; run++) {
      note("whole" + run, north(100), south);
    }
    for (int run = 1; run <= 9; run++) {
      SourceVerdict verdict = note("missing" + run, north(49), south);
      assertThat(verdict.letThrough()).isTrue();
      assertThat(verdict.feeds())
          .filteredOn(Feed::onHold)
          .extracting(Feed::id, Feed::visits, Feed::usual)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(NORTH, 49L, 100L));
    }
    assertThat(
            database.ask(
                "SELECT visits || ' ' || usual_visits FROM pipeline_source_providers WHERE run_id = 'missing9' AND on_hold"))
        .containsExactly("49 100");
    assertThat(note("back", north(100), south).feeds()).noneMatch(Feed::onHold);
  }

  @Test
  void aProviderWhoseRowIsGoneIsNotedByTheNameItHad() throws Exception {
    ProviderVisits south = new ProviderVisits(SOUTH, "South", true, true, 9_000);
    for (int run = 1; run <= 3; run++) {
      note("whole" + run, north(100), south);
    }
    note("gone", south);
    assertThat(
            database.ask(
                "SELECT provider_name || ' ' || visits FROM pipeline_source_providers WHERE on_hold"))
        .containsExactly("North 'n' \"more\", Inc. 0");
    database.execute("INSERT INTO excluded_agency (\"ProviderID\") VALUES ('%s')".formatted(NORTH));
    assertThat(note("excluded", south).feeds()).noneMatch(Feed::onHold);
  }

  @Test
  void aProviderMayHaveNoNameNoted() throws Exception {
    note("1", north(1000));
    database.execute("UPDATE pipeline_source_providers SET provider_name = NULL");

    assertThat(remembered("2", true).usual().providers())
        .containsExactly(new UsualVisits.OfProvider(NORTH, null, 1, 1000));
  }

  @Test
  void sixtyRunsAreKeptAndRefusedOnesPushNoneOut() throws Exception {
    database.execute(
        "INSERT INTO pipeline_sources SELECT 'old' || i, now() - make_interval(days => i), i % 2 = 0, 10"
            + " FROM generate_series(1, 140) i",
        "INSERT INTO pipeline_source_providers SELECT run_id, '%s', 'North', 10, NULL, FALSE FROM pipeline_sources"
            .formatted(NORTH));
    note("new", north(10));

    assertThat(
            database.ask(
                "SELECT let_through || ' ' || count(*) FROM pipeline_sources GROUP BY let_through ORDER BY 1"))
        .containsExactly("false 60", "true 60");
    assertThat(database.ask("SELECT count(*) FROM pipeline_source_providers"))
        .containsExactly("120");
  }

  @Test
  void openInserviceRowsAreCountedWhereTheSourceReachesAndShowsNoEvent() throws Exception {
    database.execute(
        """
        INSERT INTO conflictvisitmaps ("VisitID", "ConVisitID", "VisitDate", "InserviceStartDate", "StatusFlag")
        SELECT gen_random_uuid(), gen_random_uuid(), CAST(day AS date), now(), flag
        FROM (VALUES ('2026-03-10', 'U'), ('2024-09-11', 'N'), ('2024-09-10', 'U'), ('2026-03-10', 'R'),
                     ('2026-03-10', 'W'), ('2027-01-01', 'U')) rows (day, flag)""");
    assertThat(remembered("run", false).openEvents()).isEqualTo(2);
    assertThat(remembered("run", true).openEvents()).isZero();
  }

  @Test
  void theOldestVisitIsNotedWithTheRunEachTimeItIsRead() throws Exception {
    Run run = Runs.of("task00_preflight", "run", database.environment(ROLE));
    try (Store store = Store.open(run);
        Session session = store.session()) {
      new RunLock(run, session).noteNow(NOW);
      SourceNotes notes = new SourceNotes(run, session);
      notes.noteOldest(Optional.of(LocalDate.parse("2024-09-11")));
      notes.noteOldest(Optional.of(LocalDate.parse("2024-09-12")));
    }
    assertThat(database.ask("SELECT oldest_visit_date FROM pipeline_runs"))
        .containsExactly("2024-09-12");
  }
}
