package care.conflict.detection;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.lock.HeldLock;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

  private final Run run;
  private final Session session;
  private final StepSql sql;
  private final ConflictWriter writer;
  private final Map<String, Object> values = new HashMap<>();
  private Cleanup cleanup;

  /** Writes with this session. */
  public StoredDetection(Run run, Session session, Window window, Reference reference) {
    this.run = run;
    this.session = session;
    this.sql = StoreSql.of(run, "stored_detection");
    this.writer = ConflictWriter.ofStoredRows(run, session);
    values.putAll(reference.values());
    values.putAll(window.values());
    values.put("least_delta", 0); // whatever changed lately
    values.put("max_visits_per_key", run.get(Parameters.MAX_VISITS_PER_KEY));
  }

  /**
   * Reads: which rows, what is detected on their keys, and copies it; in steps of the run.
   *
   * @param storedRows makes the table stored_rows
   * @param which the values that it has beside the window
   */
  public void look(HeldLock lock, Replica replica, SqlText storedRows, Map<String, ?> which)
      throws Exception {
    values.putAll(which);
    StepSql detectionSql = replica.sql("detection");
    Detection detection = new Detection(replica, detectionSql, values);
    cleanup = new Cleanup(run, session, lock.oldestVisit(replica, detectionSql));
    run.step("rows", () -> findRows(replica, storedRows));
    run.step("keys", () -> findKeys(replica, detection));
    run.step("base_visits", () -> collectBaseVisits(replica, detection));
    run.step("pairs", () -> detectPairs(replica, detection));
    run.step("copy_visits", () -> copyVisits(detection));
    run.step("copy_pairs", () -> copyPairs(detection));
  }

  private Counts findRows(Replica replica, SqlText storedRows) throws SQLException {
    replica.execute(storedRows, values);
    replica.analyze("stored_rows");
    session.execute(sql.find("create_stored_rows"), Map.of());
    try (Rows rows = replica.stream(sql.find("stored"), Map.of())) {
      Counts found =
          Counts.of("rows", session.copyIn("stored_rows", rows, Progress.of(run, "rows")).copied());
      session.analyze("stored_rows");
      return found;
    }
  }

  private Counts findKeys(Replica replica, Detection detection) throws SQLException {
    StepSql reading = replica.sql("stored_detection");
    detection.takeReference();
    replica.execute(reading.find("stored_people"), values);
    replica.analyze("people");
    detection.findCaregivers();
    replica.execute(reading.find("stored_keys"), values);
    detection.findKeys();
    replica.analyze("searched_keys", "excluded_providers", "state_names", "speeds");
    replica.execute(sql.find("forget_people"), Map.of());
    replica.execute(reading.find("all_people"), values);
    replica.analyze("people");
    detection.findCaregivers();
    replica.analyze("caregivers", "active_providers");
    narrow(replica.row(sql.find("days")));
    return Counts.NONE;
  }

  /** From now on the window is no wider than the keys: a chunk's are on few days. */
  private void narrow(Map<String, Object> days) {
    days.forEach((name, day) -> values.computeIfPresent(name, (n, all) -> day == null ? all : day));
  }

  private Counts collectBaseVisits(Replica replica, Detection detection) throws SQLException {
    StepSql reading = replica.sql("stored_detection");
    replica.execute(reading.find("visits_on_keys"), values);
    replica.analyze("visits_on_keys");
    replica.execute(reading.find("newest_on_keys"), values);
    replica.analyze("newest_on_keys");
    replica.execute(reading.find("patients"), values);
    replica.analyze("patients");
    detection.findPlaces();
    replica.analyze("gps_addresses");
    detection.collectBaseVisits();
    replica.analyze("base_visits");
    Crowd.warn(run, detection.numbers("crowd"));
    Crowd crowd = new Crowd(run, session);
    crowd.copyKeys(detection.crowdedKeys());
    crowd.copyVisits(detection.crowdedVisits());
    return Counts.NONE;
  }

  private Counts detectPairs(Replica replica, Detection detection) throws SQLException {
    detection.detectPairs();
    replica.execute(sql.find("keep_stored"), Map.of());
    replica.analyze("detected_pairs");
    detection.chooseCopies();
    replica.analyze("visit_copies");
    LeftOut.warnOfIds(run, detection.numbers("ids_unread"));
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
    Map<String, Object> lost = cleanup.values();
    lost.put("slice_rows", Slices.ROWS);
    session.execute(sql.find("find_lost"), lost);
    return cleanup.tooMuch(
        () -> session.numbers(sql.find("count_scope"), cleanup.values()).get("scope"));
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
                slice -> session.execute(sql.find("mark"), slice),
                rows -> {
                  progress.add(rows);
                  return rows;
                });
    return Counts.of("marked", marked);
  }
}
