package care.conflict.chunks;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.LinkedHashMap;
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
  private final Statements statements;

  /** The ledger of a run, over a session that writes only while the run's lock is held. */
  public ChunkLedger(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "chunk_ledger").given("run_id", run.runId());
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
          statements.execute("forget_keys");
          statements.execute("forget_chunks");
          session.copyIntoStore("pipeline_chunk_keys", keys, progress);
          statements.execute("note_chunks");
          statements.execute("analyze_keys");
          return records().stream().map(ChunkRecord::chunk).toList();
        });
  }

  /** Where each chunk of the run is, in the order of their ids. */
  public List<ChunkRecord> records() throws SQLException {
    return statements.rows("chunks").stream().map(ChunkLedger::record).toList();
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
          List<Row> taken = statements.rows("take", "chunk_id", chunkId);
          List<Row> state = statements.rows("state", "chunk_id", chunkId);
          if (state.isEmpty()) {
            throw TaskFailure.misused(
                "run %s has no chunk %d in its ledger".formatted(run.runId(), chunkId), PLAN_AGAIN);
          }
          if (taken.isEmpty()) {
            return Optional.empty();
          }
          if (!state.get(0).flag("has_keys")) {
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
    List<Row> rows = ofPlan(chunk).rows("lock_for_work");
    if (rows.isEmpty() || !rows.get(0).flag("same_plan")) {
      throw TaskFailure.misused(
          "chunk %d was planned anew while this task worked on it".formatted(chunk.id()),
          "Nothing is written; run the chunks of the new plan.");
    }
    return !"done".equals(rows.get(0).text("state"));
  }

  /**
   * Notes within the transaction that wrote it that a chunk is done.
   *
   * @param counts updated, repaired, unchanged, marked
   */
  public void done(Chunk chunk, Counts counts) throws SQLException {
    Map<String, Long> written = new LinkedHashMap<>();
    COUNTS.forEach(name -> written.put(name, counts.get(name)));
    statements.given(written).execute("done", "chunk_id", chunk.id());
  }

  /**
   * Notes in a transaction of its own that a chunk was not done; nothing where another worker has
   * done it. For a task that was told to stop, over a session that works on then.
   */
  public void failed(Chunk chunk) throws SQLException {
    session.write(() -> ofPlan(chunk).execute("failed"));
  }

  private Statements ofPlan(Chunk chunk) {
    return statements.given("chunk_id", chunk.id(), "planned_at", chunk.plannedAt().toString());
  }

  private static ChunkRecord record(Row row) {
    Counts counts = Counts.NONE;
    for (String name : COUNTS) {
      if (!row.isNull(name)) {
        counts = counts.and(name, row.number(name));
      }
    }
    return new ChunkRecord(
        chunk((int) row.number("chunk_id"), row),
        ChunkRecord.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.findInstant("started_at"),
        row.findInstant("ended_at"),
        counts);
  }

  private static Chunk chunk(int id, Row row) {
    return new Chunk(
        id,
        row.number("rows"),
        row.number("keys"),
        row.day("first_date"),
        row.day("last_date"),
        row.instant("planned_at"));
  }
}
