package care.conflict.chunk;

import care.conflict.core.Chunk;
import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.Window;
import care.conflict.store.ChunkLedger;
import care.conflict.store.HeldLock;
import care.conflict.store.Reference;
import care.conflict.store.Replica;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.store.StoredDetection;
import java.util.Map;
import java.util.Optional;

/**
 * A chunk in one transaction: recomputed, written, marked and noted as done, or nothing of it. What
 * was written counts when it is committed.
 */
final class ChunkWork {
  private final Run run;
  private final Store store;
  private final Session session;
  private final ChunkLedger ledger;
  private final HeldLock lock;
  private Counts written = StoredDetection.NOTHING;
  private Optional<TaskFailure> refused = Optional.empty();

  ChunkWork(Run run, Store store, HeldLock lock, Session session, ChunkLedger ledger) {
    this.run = run;
    this.store = store;
    this.lock = lock;
    this.session = session;
    this.ledger = ledger;
  }

  void process(Chunk chunk, Window window, Reference reference) throws Exception {
    StoredDetection detection = new StoredDetection(run, session, window, reference);
    boolean done = session.write(() -> ledger.lockForWork(chunk) && write(chunk, detection));
    if (done) {
      run.count(written);
      if (refused.isPresent()) {
        throw refused.get();
      }
    } else {
      run.detail("skipped", "chunk %d was done by another worker".formatted(chunk.id()));
    }
  }

  private boolean write(Chunk chunk, StoredDetection detection) throws Exception {
    StepSql sql = Store.sql(run, run.task());
    Map<String, Object> which = Map.of("run_id", run.runId(), "chunk_id", chunk.id());
    try (Replica replica = Replica.open(run, store)) {
      detection.look(lock, replica, sql.find("stored_rows"), which);
    }
    step("classify", detection::classify);
    step("write", detection::write);
    refused = detection.findLost();
    if (refused.isEmpty()) {
      step("mark", detection::mark);
    }
    session.execute(sql.find("note_moved"), which);
    if (refused.isEmpty()) {
      ledger.done(chunk, written); // else it is done again: what changed is written, no mark is set
    }
    return true;
  }

  private void step(String name, Run.Body body) throws Exception {
    run.step(
        name,
        () -> {
          written = written.plus(body.run());
          return Counts.NONE;
        });
  }
}
