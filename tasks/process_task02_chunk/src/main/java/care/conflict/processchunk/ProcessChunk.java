package care.conflict.processchunk;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Trait.PRINTS_SQL;

import care.conflict.chunks.Chunk;
import care.conflict.chunks.ChunkLedger;
import care.conflict.chunks.PlanFile;
import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.detection.Reference;
import care.conflict.detection.StoredScript;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks again at the stored conflicts of one chunk; any number of chunks at once. */
final class ProcessChunk implements PipelineTask {
  private static final String NO_CHUNK =
      "CHUNK_ID (environment): not set; says which chunk to work on (--chunk-id N)";

  public static void main(String[] args) {
    TaskRunner.main(new ProcessChunk(), args);
  }

  @Override
  public Command head() {
    return Command.named("process_task02_chunk")
        .does(
            "Looks again at the stored conflicts of one chunk: updates changed ones, marks those not found again.")
        .with(Parameters.CHUNK_ID)
        .with(Parameters.WINDOW)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.SKIP_UNCHANGED_RECORDS,
            Parameters.MAX_VISITS_PER_KEY,
            Parameters.MAX_RESOLVE_PERCENT,
            Parameters.ENABLE_HISTORY,
            Parameters.REPLICA_SCHEMA)
        .reads(STORE)
        .marked(PRINTS_SQL);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    return configuration.find(Parameters.CHUNK_ID).isPresent() ? List.of() : List.of(NO_CHUNK);
  }

  /** Several chunks of a run write into one location. */
  @Override
  public String resultName(Run run) {
    return run.configuration()
        .find(Parameters.CHUNK_ID)
        .map(id -> name() + "_" + id)
        .orElse(name());
  }

  @Override
  public void run(Run run) throws Exception {
    int id = run.get(Parameters.CHUNK_ID);
    run.worksOn("chunk", id);
    Chunk planned = PlanFile.chunk(run, id);
    run.detail("chunk", id);
    try (Store store = Store.open(run);
        HeldLock lock = HeldLock.joinBesideOthers(run, store);
        Session session = lock.session()) {
      Window window = lock.window();
      Reference reference = Reference.read(session);
      ChunkLedger ledger = new ChunkLedger(run, session);
      Optional<Chunk> taken = ledger.take(id);
      if (taken.isEmpty()) {
        run.skip("chunk %d is done in this run".formatted(id));
        return;
      }
      Chunk chunk = taken.get();
      try {
        if (!chunk.plannedAt().equals(planned.plannedAt())) {
          throw TaskFailure.misused(
              "the plan in the run's location is not the one that was made last",
              "Run get_task02_chunks again, then the chunks.");
        }
        new ChunkWork(run, store, lock, session, ledger).process(chunk, window, reference);
      } catch (Throwable e) {
        noteFailure(run, store, lock, chunk, e);
        throw e;
      }
    }
  }

  @Override
  public String printSql(Run run) {
    int id =
        run.configuration()
            .find(Parameters.CHUNK_ID)
            .orElseThrow(() -> TaskFailure.misused(NO_CHUNK, "Name a chunk of the run's plan."));
    return StoredScript.of(run, ChunkWork.which(run, id));
  }

  /** Also when the task was told to stop; a task that is killed leaves its chunk running. */
  private static void noteFailure(
      Run run, Store store, HeldLock lock, Chunk chunk, Throwable because) {
    try (Session closing = store.closingSession()) {
      closing.fencedBy(lock.fence());
      new ChunkLedger(run, closing).failed(chunk);
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
