package care.conflict.chunks;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The chunks of a run and where each of them is: pending, running, done or failed. The keys of a
 * chunk stand in pipeline_chunk_keys (run_id, chunk_id, visit_date, ssn, rows), SSNs as they are
 * stored in conflictvisitmaps; they leave the database nowhere.
 */
public final class ChunkLedger {
  private static final List<String> COUNTS = List.of("updated", "repaired", "unchanged", "marked");
  private static final String PLAN_AGAIN = "Run get_task02_chunks again, then the chunks.";

  private final Run run;
  private final Session session;
  private final StepSql sql;

  /** The ledger of a run, over a session that writes only while the run's lock is held. */
  public ChunkLedger(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.sql = StoreSql.of(run, "chunk_ledger");
  }

  /**
   * Replaces the run's plan by these keys, in one transaction; returns its chunks. The keys of
   * other runs go, and ledgers older than a month.
   *
   * @param keys run_id, chunk_id, visit_date, ssn and rows of each key, read once
   */
  public List<Chunk> replan(Rows keys, Progress progress) throws SQLException {
    return session.write(
        () -> {
          session.execute(sql.find("forget_keys"), Map.of());
          session.execute(sql.find("forget_chunks"), ofRun());
          session.copyIntoStore("pipeline_chunk_keys", keys, progress);
          session.execute(sql.find("note_chunks"), ofRun());
          session.execute(sql.find("analyze_keys"), Map.of());
          return records().stream().map(ChunkRecord::chunk).toList();
        });
  }

  /** Where each chunk of the run is, in the order of their ids. */
  public List<ChunkRecord> records() throws SQLException {
    return session.rows(sql.find("chunks"), ofRun()).stream().map(ChunkLedger::record).toList();
  }

  /**
   * Begins with a chunk, in a transaction of its own: one that is pending, that failed, or whose
   * worker died. Waits for another worker that is writing it.
   *
   * @return nothing where the chunk is done in this run
   */
  public Optional<Chunk> take(int chunkId) throws SQLException {
    return session.write(
        () -> {
          Map<String, ?> values = ofChunk(chunkId);
          List<Map<String, Object>> taken = session.rows(sql.find("take"), values);
          List<Map<String, Object>> state = session.rows(sql.find("state"), values);
          if (state.isEmpty()) {
            throw TaskFailure.misused(
                "run %s has no chunk %d in its ledger".formatted(run.runId(), chunkId), PLAN_AGAIN);
          }
          if (taken.isEmpty()) {
            return Optional.empty();
          }
          if (!Boolean.TRUE.equals(state.get(0).get("has_keys"))) {
            throw TaskFailure.misused(
                "the keys of chunk %d are gone: another run has made its own plan since"
                    .formatted(chunkId),
                PLAN_AGAIN);
          }
          return Optional.of(chunk(chunkId, taken.get(0)));
        });
  }

  /**
   * The first statement of the transaction that writes a chunk; holds its row of the ledger until
   * that transaction ends, so that of two workers with the same chunk one writes.
   *
   * @return whether it is still to be done; false where another worker has done it meanwhile
   */
  public boolean lockForWork(Chunk chunk) throws SQLException {
    List<Map<String, Object>> rows = session.rows(sql.find("lock_for_work"), ofPlan(chunk));
    if (rows.isEmpty() || !Boolean.TRUE.equals(rows.get(0).get("same_plan"))) {
      throw TaskFailure.misused(
          "chunk %d was planned anew while this task worked on it".formatted(chunk.id()),
          "Nothing is written; run the chunks of the new plan.");
    }
    return !"done".equals(rows.get(0).get("state"));
  }

  /**
   * Notes within the transaction that wrote it that a chunk is done.
   *
   * @param counts updated, repaired, unchanged, marked
   */
  public void done(Chunk chunk, Counts counts) throws SQLException {
    Map<String, Object> values = new HashMap<>(ofChunk(chunk.id()));
    COUNTS.forEach(name -> values.put(name, counts.get(name)));
    session.execute(sql.find("done"), values);
  }

  /**
   * Notes in a transaction of its own that a chunk was not done; nothing where another worker has
   * done it. For a task that was told to stop, over a session that works on then.
   */
  public void failed(Chunk chunk) throws SQLException {
    session.write(() -> session.execute(sql.find("failed"), ofPlan(chunk)));
  }

  private Map<String, ?> ofRun() {
    return Map.of("run_id", run.runId());
  }

  private Map<String, ?> ofChunk(int chunkId) {
    return Map.of("run_id", run.runId(), "chunk_id", chunkId);
  }

  private Map<String, ?> ofPlan(Chunk chunk) {
    return Map.of(
        "run_id", run.runId(), "chunk_id", chunk.id(), "planned_at", chunk.plannedAt().toString());
  }

  private static ChunkRecord record(Map<String, Object> row) {
    Counts counts = Counts.NONE;
    for (String name : COUNTS) {
      if (row.get(name) != null) {
        counts = counts.and(name, ((Number) row.get(name)).longValue());
      }
    }
    return new ChunkRecord(
        chunk(((Number) row.get("chunk_id")).intValue(), row),
        ChunkRecord.State.valueOf(row.get("state").toString().toUpperCase(Locale.ROOT)),
        instant(row.get("started_at")),
        instant(row.get("ended_at")),
        counts);
  }

  private static Instant instant(Object timestamp) {
    return timestamp == null ? null : ((Timestamp) timestamp).toInstant();
  }

  private static Chunk chunk(int id, Map<String, Object> row) {
    return new Chunk(
        id,
        ((Number) row.get("rows")).longValue(),
        ((Number) row.get("keys")).longValue(),
        ((Date) row.get("first_date")).toLocalDate(),
        ((Date) row.get("last_date")).toLocalDate(),
        instant(row.get("planned_at")));
  }
}
