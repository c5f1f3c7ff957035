package care.conflict.getchunks;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.chunks.Chunk;
import care.conflict.chunks.ChunkLedger;
import care.conflict.chunks.PlanFile;
import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.detection.Replica;
import care.conflict.lock.HeldLock;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cuts the stored conflicts of the window into chunks for workers. */
final class GetChunks implements PipelineTask {
  /** Held from step to step: how much a chunk of this plan holds. */
  private @Nullable ChunkSizes sizes;

  public static void main(String[] args) {
    TaskRunner.main(new GetChunks(), args);
  }

  @Override
  public Command head() {
    return Command.named("get_task02_chunks")
        .does("Cuts the stored conflicts of the window into chunks, for process_task02_chunk.")
        .with(Parameters.WINDOW)
        .with(Parameters.OF_THE_LOCK)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.TARGET_CHUNK_SIZE,
            Parameters.MAX_CHUNK_SIZE,
            Parameters.MAX_KEYS_PER_CHUNK,
            Parameters.REPLICA_SCHEMA)
        .reads(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    List<Chunk> chunks = new ArrayList<>();
    try (Store store = Store.open(run);
        HeldLock lock = HeldLock.join(run, store);
        Session session = lock.session()) {
      Window window = lock.window();
      run.step(
          "cut",
          () -> {
            chunks.addAll(cut(run, store, lock, session, window));
            return counts(chunks);
          });
      run.step(
          "write_plan",
          () -> {
            Instant madeAt = chunks.isEmpty() ? Instant.now() : chunks.get(0).plannedAt();
            run.detail(
                "plan",
                PlanFile.write(run, window, madeAt, Objects.requireNonNull(sizes).named(), chunks));
            return Counts.NONE;
          });
    }
    run.detail("chunk_ids", chunks.stream().map(Chunk::id).toList());
  }

  private List<Chunk> cut(Run run, Store store, HeldLock lock, Session session, Window window)
      throws SQLException {
    noteOldestVisit(run, store, lock);
    try (Replica reading = Replica.ofStore(run, store)) { // it reads the same keys twice
      sizes = sizes(run, reading, window);
      run.detail("chunk_sizes", sizes.named());
      try (Rows keys = keys(run, reading, window)) {
        return new ChunkLedger(run, session)
            .replan(new CutKeys(run.runId(), keys, new Cutter(sizes)), Progress.of(run, "keys"));
      }
    }
  }

  private static ChunkSizes sizes(Run run, Replica reading, Window window) throws SQLException {
    if (ChunkSizes.areGiven(run.configuration())) {
      return ChunkSizes.of(run.configuration());
    }
    try (Rows keys = keys(run, reading, window)) {
      return new SizesThatFit(run.configuration()).find(keys);
    }
  }

  private static Rows keys(Run run, Replica reading, Window window) throws SQLException {
    return reading.stream(StoreSql.of(run, run.task()).find("keys"), window.values());
  }

  /** Once for all chunks: it reads the whole table of visits. A plan needs no replica, they do. */
  private static void noteOldestVisit(Run run, Store store, HeldLock lock) throws SQLException {
    try (Replica reading = Replica.open(run, store)) {
      lock.oldestVisit(reading, reading.sql("detection"));
    } catch (TaskFailure e) {
      run.warn("no chunk can be processed: " + e.getMessage());
    }
  }

  private static Counts counts(List<Chunk> chunks) {
    return Counts.of("chunks", chunks.size())
        .and("rows", chunks.stream().mapToLong(Chunk::rows).sum())
        .and("keys", chunks.stream().mapToLong(Chunk::keys).sum());
  }
}
