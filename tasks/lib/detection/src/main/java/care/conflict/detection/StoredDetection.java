package care.conflict.detection;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.lock.HeldLock;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Detection over pairs that are stored (spec: tasks, "Chunked detection"): looked for among the
 * visits as they are now, updated where different, marked where not found again. It inserts
 * nothing. What was read in the replica is copied first; marks come when all of it was looked at.
 */
public final class StoredDetection {
  /** The counts of a detection that had no row to look at; each is named also where it is 0. */
  public static final Counts NOTHING =
      Counts.of("rows", 0)
          .and("pairs_read", 0)
          .and("updated", 0)
          .and("repaired", 0)
          .and("unchanged", 0)
          .and("skipped", 0)
          .and("marked", 0);

  private static final String STATEMENTS = "stored_detection";
  private static final String DAYS = "days";

  /** What is sent to the replica once it has the rows that are looked at. */
  private static final List<Part> ROWS = List.of(ours().analyzing("stored_rows"));

  /** Then for the keys of the rows, whatever they are now. */
  private static final List<Part> KEYS =
      List.of(
          Detection.REFERENCE,
          ours("stored_people").analyzing("people"),
          Detection.CAREGIVERS,
          ours("stored_keys"),
          Detection.KEYS.analyzing("searched_keys", "excluded_providers", "state_names", "speeds"),
          ours("forget_people", "all_people").analyzing("people"),
          Detection.CAREGIVERS.analyzing("caregivers", "active_providers"));

  /** Then for the visits on them. */
  private static final List<Part> BASE =
      List.of(
          ours("visits_on_keys").analyzing("visits_on_keys"),
          ours("newest_on_keys").analyzing("newest_on_keys"),
          ours("patients").analyzing("patients"),
          Detection.PLACES.analyzing("gps_addresses"),
          Detection.BASE.analyzing("base_visits"));

  /** At last for the pairs. */
  private static final List<Part> PAIRS =
      List.of(
          Detection.PAIRS,
          ours("keep_stored").analyzing("detected_pairs"),
          Detection.COPIES.analyzing("visit_copies"));

  private final Run run;
  private final Session session;
  private final Statements statements;
  private final ConflictWriter writer;
  private final Map<String, Object> values;
  private @Nullable Cleanup cleanup; // since look()

  /** Writes with this session. */
  public StoredDetection(Run run, Session session, Window window, Reference reference) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, STATEMENTS);
    this.writer = ConflictWriter.ofStoredRows(run, session);
    this.values = values(run, window, reference);
  }

  private static Part ours(String... statements) {
    return Part.of(STATEMENTS, statements);
  }

  /** The values of what is sent to the replica, but those that say which rows. */
  static Map<String, Object> values(Run run, Window window, Reference reference) {
    // no visit of a pair needs to have changed, whenever it did
    return Detection.values(run, window.since(Instant.EPOCH), reference, 0);
  }

  /** What is sent to the replica until the days of the keys are known, for a person, in order. */
  static Stream<SqlText> toTheDays(SqlText storedRows, Function<String, StepSql> sql) {
    return Stream.of(
            Part.statements(List.of(ours("begin", "zone")), sql),
            Stream.of(storedRows),
            Part.statements(ROWS, sql),
            Part.statements(KEYS, sql),
            Part.statements(List.of(ours(DAYS)), sql))
        .flatMap(Function.identity());
  }

  /** Then, with these days as the window. */
  static Stream<SqlText> fromTheDays(Function<String, StepSql> sql) {
    List<Part> last = List.of(Detection.part("visits", "pairs"), ours("end"));
    return Stream.of(BASE, PAIRS, last).flatMap(parts -> Part.statements(parts, sql));
  }

  /** The same values, with the days of the keys as the statement before has noted them. */
  static Map<String, Object> ofTheDays(Map<String, ?> values, StepSql sql) {
    Map<String, Object> narrowed = new HashMap<>(values);
    for (String day : List.of("window_from", "window_to")) {
      narrowed.put(day, sql.with("day", day).find("noted_day"));
    }
    return narrowed;
  }

  /**
   * Reads: which rows, what is detected on their keys, and copies it; in steps of the run.
   *
   * @param storedRows makes the table stored_rows
   * @param which the values that it has beside the window
   */
  public void look(HeldLock lock, Replica replica, SqlText storedRows, Map<String, ?> which)
      throws Exception {
    lock.noteRules();
    values.putAll(which);
    StepSql detectionSql = replica.sql("detection");
    Detection detection = new Detection(replica, detectionSql, values);
    cleanup = new Cleanup(run, session, lock.oldestVisit(replica, detectionSql));
    run.step("rows", () -> findRows(replica, storedRows));
    run.step("keys", () -> findKeys(replica));
    run.step("base_visits", () -> collectBaseVisits(replica, detection));
    run.step("pairs", () -> detectPairs(replica, detection));
    run.step("copy_visits", () -> copyVisits(detection));
    run.step("copy_pairs", () -> copyPairs(detection));
  }

  private Counts findRows(Replica replica, SqlText storedRows) throws SQLException {
    Statements reading = reading(replica);
    replica.execute(storedRows, values);
    send(replica, ROWS);
    statements.execute("create_stored_rows");
    try (Rows rows = reading.stream("stored")) {
      Counts found =
          Counts.of("rows", session.copyIn("stored_rows", rows, Progress.of(run, "rows")).copied());
      session.analyze("stored_rows");
      return found;
    }
  }

  private Counts findKeys(Replica replica) throws SQLException {
    send(replica, KEYS);
    // From now on the window is no wider than the keys: a chunk's are on few days.
    values.putAll(reading(replica).row(DAYS).texts());
    return Counts.NONE;
  }

  private void send(Replica replica, List<Part> parts) throws SQLException {
    Part.send(parts, replica, replica::sql, values);
  }

  /** The statements for what is read in the replica, with the values as they are now. */
  private Statements reading(Replica replica) {
    return replica.statements(STATEMENTS).given(values);
  }

  private Counts collectBaseVisits(Replica replica, Detection detection) throws SQLException {
    send(replica, BASE);
    Crowd.warn(run, detection.row("crowd"));
    LeftOut.warnOfTimes(run, reading(replica).row("endless_visits").number("visits"));
    new Crowd(run, session).copy(detection);
    return Counts.NONE;
  }

  private Counts detectPairs(Replica replica, Detection detection) throws SQLException {
    send(replica, PAIRS);
    LeftOut.warnOfIds(run, detection.row("ids_unread"));
    return Counts.NONE;
  }

  private Counts copyVisits(Detection detection) throws SQLException {
    try (Rows visits = detection.visits()) {
      return writer.copyVisits(visits);
    }
  }

  private Counts copyPairs(Detection detection) throws SQLException {
    try (Rows pairs = detection.pairs()) {
      writer.copyPairs(pairs);
    }
    return Counts.NONE;
  }

  /** Decides what is to become of each row. */
  public Counts classify() throws SQLException {
    return writer.classify();
  }

  /** Writes the rows that changed. */
  public Counts write() throws SQLException {
    return writer.write();
  }

  /**
   * Finds the rows that were not found again.
   *
   * @return why none of them may be marked; empty where they may
   */
  public Optional<TaskFailure> findLost() throws SQLException {
    Cleanup found = Objects.requireNonNull(cleanup, "nothing was looked at");
    Statements lost = statements.given(found.values());
    lost.execute("find_lost", "slice_rows", Slices.ROWS);
    return found.tooMuch(() -> lost.row("count_scope").number("scope"));
  }

  /**
   * Locks all that is to be written, and marked where it may be, within {@link Slices#together}.
   */
  public void lock(boolean marks) throws SQLException {
    Slices.of(run, session, "sliced", Slices.Kind.MAP_ROWS).lock();
    if (marks) {
      Slices.of(run, session, "stale", Slices.Kind.MAP_ROWS).lock();
    }
  }

  /** Marks the rows that were found lost. */
  public Counts mark() throws SQLException {
    Progress progress = Progress.of(run, "rows marked");
    long marked =
        Slices.of(run, session, "stale", Slices.Kind.MAP_ROWS)
            .write(
                slice -> statements.execute("mark", "slice", slice),
                rows -> {
                  progress.add(rows);
                  return rows;
                });
    return Counts.of("marked", marked);
  }
}
