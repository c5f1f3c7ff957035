package care.conflict.stages.shards;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Rows;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Share;
import care.conflict.store.Fence;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A shard of a detection: taken, written as a detection writes, and noted as done. */
public final class ShardWork {
  private final Run run;
  private final Detected detected;
  private final int shard;
  private final Sessions sessions;

  /**
   * The shard that the task is told.
   *
   * @param sessions that write only while the run's lock is held
   */
  public ShardWork(Run run, Sessions sessions) {
    this.run = run;
    this.detected = Detected.asTold(run);
    this.shard = run.get(Parameters.SHARD);
    this.sessions = sessions;
  }

  /** Writes it, unless the plan in force has done with it. */
  public void write(Session session, Supplier<Warehouse> warehouse) throws Exception {
    ShardLedger ledger = new ShardLedger(run, session, detected);
    ShardPlan plan = plan(ledger);
    OptionalLong token = ledger.take(shard);
    if (token.isEmpty()) {
      run.skip("shard %d has nothing left to write in this run".formatted(shard));
      return;
    }
    Fence fence = ledger.fence(shard, token.getAsLong());
    session.alsoFencedBy(fence);
    try (Writers writers = Writers.asTold(run, fenced(fence)).beside(session)) {
      write(
          writers,
          new KeptTables(run, warehouse.get(), plan.kept()),
          new Share(shard, plan.shards()));
      run.step(
          "note_done",
          () -> {
            ledger.done(shard, token.getAsLong(), Told.of(run));
            return Counts.NONE;
          });
    } catch (Throwable e) {
      noteFailure(token.getAsLong(), e);
      throw e;
    }
  }

  private ShardPlan plan(ShardLedger ledger) throws SQLException {
    String again = "Run %s with --shards again, then its shards.".formatted(detected.detection());
    ShardPlan plan =
        ledger
            .plan()
            .orElseThrow(
                () ->
                    TaskFailure.misused(
                        "%s has planned no shards in run %s"
                            .formatted(detected.detection(), run.runId()),
                        again));
    if (shard > plan.shards()) {
      throw TaskFailure.misused(
          "there is no shard %d; there are %d".formatted(shard, plan.shards()), again);
    }
    if (plan.dropped() && !isDone(ledger)) {
      throw TaskFailure.misused(
          "what was detected is gone from the warehouse: the detection has ended", again);
    }
    return plan;
  }

  private boolean isDone(ShardLedger ledger) throws SQLException {
    return ledger.shards().stream().anyMatch(it -> it.shard() == shard && it.doneByThisPlan());
  }

  private void write(Writers writers, KeptTables tables, Share share) throws Exception {
    ConflictWriter writer = detected.writer(run, writers, share);
    run.count(ConflictWriter.NOTHING);
    run.step("copy_visits", () -> copyVisits(writer, tables, share));
    run.step("copy_pairs", () -> copyPairs(writer, tables, share));
    run.step("classify", writer::classify);
    run.step("write", writer::write);
  }

  private Counts copyVisits(ConflictWriter writer, KeptTables tables, Share share)
      throws SQLException {
    Counts read;
    try (Rows visits = tables.visits(share)) {
      read = writer.copyVisits(visits);
    }
    if (detected == Detected.VISITS) {
      return read;
    }
    try (Rows events = tables.events(share)) {
      return read.plus(writer.copyEvents(events));
    }
  }

  private Counts copyPairs(ConflictWriter writer, KeptTables tables, Share share)
      throws SQLException {
    try (Rows pairs = tables.pairs(share)) {
      writer.copyPairs(pairs);
    }
    return Counts.NONE;
  }

  /** Sessions that write only while this worker has the shard, too. */
  private Sessions fenced(Fence fence) {
    return new Sessions() {
      @Override
      public Session session() throws SQLException {
        return also(sessions.session());
      }

      @Override
      public Session closingSession() throws SQLException {
        return also(sessions.closingSession());
      }

      private Session also(Session session) {
        session.alsoFencedBy(fence);
        return session;
      }
    };
  }

  /** Also when the task was told to stop; one that is killed leaves its shard running. */
  private void noteFailure(long token, Throwable because) {
    try (Session closing = sessions.closingSession()) {
      new ShardLedger(run, closing, detected).failed(shard, token);
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
