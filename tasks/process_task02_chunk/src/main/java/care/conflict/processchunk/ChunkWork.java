package care.conflict.processchunk;

import care.conflict.chunks.Chunk;
import care.conflict.chunks.ChunkLedger;
import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Window;
import care.conflict.detection.Reference;
import care.conflict.detection.Replica;
import care.conflict.detection.StoredDetection;
import care.conflict.lock.HeldLock;
import care.conflict.store.History;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A chunk: looked at, then written, marked and noted as done in one transaction, or nothing of it.
 * What was written counts when it is committed.
 */
final class ChunkWork {
  private final Run run;
  private final Store store;
  private final Session session;
  private final ChunkLedger ledger;
  private final HeldLock lock;
  private Counts looked = StoredDetection.NOTHING;
  private Counts written = Counts.NONE;
  private Optional<TaskFailure> refused = Optional.empty();

  ChunkWork(Run run, Store store, HeldLock lock, Session session, ChunkLedger ledger) {
    this.run = run;
    this.store = store;
    this.lock = lock;
    this.session = session;
    this.ledger = ledger;
  }

  /** The values that say which rows are those of a chunk. */
  static Map<String, ?> which(Run run, int chunkId) {
    return Map.of("run_id", run.runId(), "chunk_id", chunkId);
  }

  void process(Chunk chunk, Window window, Reference reference) throws Exception {
    StoredDetection detection = new StoredDetection(run, session, window, reference);
    Map<String, ?> which = which(run, chunk.id());
    try (Replica replica = Replica.open(run, store)) {
      detection.look(lock, replica, StoreSql.of(run, run.task()).find("stored_rows"), which);
    }
    run.step("classify", () -> classify(detection));
    run.step("write", () -> write(chunk, detection, which));
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  private Counts classify(StoredDetection detection) throws SQLException {
    looked = looked.plus(detection.classify());
    return Counts.NONE;
  }

  /** It holds rows that people click on no longer than it writes: all was read before. */
  private Counts write(Chunk chunk, StoredDetection detection, Map<String, ?> which)
      throws SQLException {
    History.of(run, session).begin();
    boolean done =
        Slices.together(
            run,
            session,
            () -> {
              boolean todo = ledger.lockForWork(chunk);
              if (todo) {
                write(detection, which);
                if (refused.isEmpty()) {
                  ledger.done(chunk, written); // else it is done again; no mark is set
                }
              }
              return todo;
            });
    if (done) {
      run.count(written);
    } else {
      run.skip("chunk %d was done by another worker".formatted(chunk.id()));
    }
    return Counts.NONE;
  }

  private void write(StoredDetection detection, Map<String, ?> which) throws SQLException {
    refused = detection.findLost();
    detection.lock(refused.isEmpty());
    written = looked.plus(detection.write());
    if (refused.isEmpty()) {
      written = written.plus(detection.mark());
    }
    Statements.of(session, run.task()).given(which).execute("note_moved");
  }
}
