package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.FormFitter;
import care.conflict.acceptance.stage.ReplicaTables;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.visits.VisitReader;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.detection.Cleanup;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Crowd;
import care.conflict.detection.Exclusions;
import care.conflict.detection.InserviceDetection;
import care.conflict.detection.Replica;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.testing.Runs;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In-service detection with a replica in the warehouse's place, row by row and column by column as
 * the naive one. No command does that: its parts are called here, in the order of the command.
 */
class ReplicaInserviceIT {

  private static final String TASK = "task02_01_inservice_conflict";
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final int FEW = 4;

  /** All that the warehouse may hold. */
  private static final World ODD = InserviceWorldMaker.make(88, 2_000, NOW, Parameters.DEFAULT);

  /** What every form of the replica can hold. */
  private static final World PLAIN =
      InserviceWorldMaker.make(89, 1_500, NOW, Parameters.DEFAULT, FormFitter::fit);

  private static TimeZone before;

  /** As TaskRunner does: a session has the zone of its process. */
  @BeforeAll
  static void setTheZone() {
    before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterAll
  static void setTheZoneBack() {
    TimeZone.setDefault(before);
  }

  static Stream<Named<Parameters>> parameters() {
    Parameters usual = Parameters.DEFAULT;
    return Stream.of(
        Named.of("as usual", usual),
        Named.of("without skipping unchanged records", usual.withoutSkipping()),
        Named.of("with crowded keys", usual.withMaxVisitsPerKey(FEW)));
  }

  static List<ReplicaForm> forms() {
    return ReplicaForm.known();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aGeneratedWorldEndsAsTheNaiveDetectionSaysAndASecondRunChangesNothing(Parameters parameters)
      throws Exception {
    Database database = replicated(ODD, ReplicaForm.unlimited());
    Run run = endsAsTheNaiveOne(ODD, database, parameters);
    if (parameters.maxVisitsPerKey() == FEW) {
      assertThat(run.warnings()).anyMatch(it -> it.contains("crowded key(s) left out"));
    }
    if (parameters.skipUnchanged()) {
      String before = database.fingerprint();
      detect(ODD, database, parameters);
      assertThat(database.fingerprint()).as("a second time").isEqualTo(before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void ofEachFormOfTheReplicaComesWhatTheNaiveDetectionSays(ReplicaForm form) throws Exception {
    Database database = replicated(PLAIN, form);
    endsAsTheNaiveOne(PLAIN, database, Parameters.DEFAULT);
    database.drop();
  }

  @Test
  void everythingHappensInBothWorlds() {
    for (World world : List.of(ODD, PLAIN)) {
      Expected expected = NaiveInservice.run(world, Parameters.DEFAULT);
      expected.counts().remove("skipped"); // nothing is, where pairs are inserted
      assertThat(expected.counts().values()).doesNotContain(0);
    }
  }

  @Test
  void aReplicaWithoutTheEventsIsOneForVisitsAlone() throws SQLException {
    Database database = replicated(PLAIN, ReplicaForm.unlimited());
    database.execute("DROP TABLE " + ReplicaTables.SCHEMA + ".factcaregiverinservice");
    Run run = run(database, Parameters.DEFAULT);
    try (Store store = Store.open(run)) {
      assertThatThrownBy(() -> Replica.withEvents(run, store))
          .hasMessageContaining("FACTCAREGIVERINSERVICE");
      Replica.open(run, store).close();
    }
  }

  private static Database replicated(World world, ReplicaForm form) {
    Database database = Database.create();
    database.load(world);
    ReplicaTables.load(database, world, form);
    return database;
  }

  private static Run endsAsTheNaiveOne(World world, Database database, Parameters parameters)
      throws Exception {
    Expected expected = NaiveInservice.run(world, parameters);
    StoreReader reader = new StoreReader(world, StoreReader.clock());

    Run run = detect(world, database, parameters);

    assertThat(Comparison.of(expected.contents(), reader.read(database))).isEmpty();
    Map<String, Integer> counts = new TreeMap<>();
    run.counts().asMap().forEach((name, rows) -> counts.put(name, Math.toIntExact(rows)));
    assertThat(counts).containsAllEntriesOf(expected.counts());
    expected.isWarned(run.warnings().toString());
    return run;
  }

  private static Run run(Database database, Parameters parameters) {
    Map<String, String> environment = new HashMap<>(database.environment());
    for (String option : parameters.inserviceOptions()) {
      String[] said = option.substring(2).split("=", 2);
      environment.put(said[0].toUpperCase(Locale.ROOT).replace('-', '_'), said[1]);
    }
    return Runs.of(TASK, "inservice", environment);
  }

  private static Run detect(World world, Database database, Parameters parameters)
      throws Exception {
    Run run = run(database, parameters);
    Window window = Window.around(world.now().toInstant(ZoneOffset.UTC), run.configuration());
    try (Store store = Store.open(run);
        Session session = store.session();
        Replica replica = Replica.withEvents(run, store)) {
      InserviceDetection detection =
          new InserviceDetection(run, replica, replica::sql, window, Exclusions.read(session));
      run.step("events", detection::findEvents);
      run.step("visits", detection::findVisits);
      run.step("pairs", detection::detectPairs);
      ConflictWriter writer = ConflictWriter.ofEvents(run, session);
      run.count(ConflictWriter.NOTHING);
      run.step("copy", () -> copy(run, session, detection, writer));
      run.step("classify", writer::classify);
      run.step("write", writer::write);
      Cleanup cleanup =
          new Cleanup(run, session, Optional.of(new VisitReader(world, parameters).horizon()));
      Statements.of(session, TASK)
          .given(cleanup.values())
          .given(window.values())
          .execute("find_stale", "slice_rows", Slices.ROWS);
      run.step("stale_cleanup", writer::resolveStale);
    }
    return run;
  }

  private static Counts copy(
      Run run, Session session, InserviceDetection detection, ConflictWriter writer)
      throws SQLException {
    try (Rows visits = detection.visits()) {
      writer.copyVisits(visits);
    }
    try (Rows events = detection.events()) {
      writer.copyEvents(events);
    }
    try (Rows pairs = detection.pairs()) {
      writer.copyPairs(pairs);
    }
    new Crowd(run, session).copy(detection);
    return Counts.NONE;
  }
}
