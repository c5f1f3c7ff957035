package care.conflict.stages.shards;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.Warning;
import care.conflict.detection.Cleanup;
import care.conflict.detection.Share;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Writers;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The end of a detection in shards: adds up what they told, resolves what is stale, tidies up. */
public final class ShardsEnd {
  private final Run run;
  private final Session session;
  private final Writers.Others others;
  private final Detected detected;
  private final ShardLedger ledger;

  /** Of the detection that the task is told. */
  public ShardsEnd(Run run, Session session, Writers.Others others) {
    this.run = run;
    this.session = session;
    this.others = others;
    this.detected = Detected.asTold(run);
    this.ledger = new ShardLedger(run, session, detected);
  }

  /** Does so; whatever happens, what was kept in the warehouse is taken away. */
  public void finish(Supplier<Warehouse> warehouse) throws Exception {
    try {
      Optional<ShardPlan> plan = ledger.plan();
      if (plan.isPresent()) {
        finish(plan.get());
      } else {
        run.skip("%s has planned no shards in this run".formatted(detected.detection()));
      }
    } catch (Throwable e) {
      dropAfter(e, warehouse);
      throw e;
    }
    run.attempt("drop_kept", () -> drop(warehouse));
    refuseUnbegun();
  }

  /** A plan made anew may have rows for a shard that was skipped, as it had none. */
  private void refuseUnbegun() throws SQLException {
    List<Integer> unbegun =
        ledger.shards().stream()
            .filter(it -> it.state() == ShardRecord.State.PENDING)
            .map(ShardRecord::shard)
            .toList();
    if (!unbegun.isEmpty()) {
      throw TaskFailure.misused(
          "nobody began with shard(s) %s of %s, and they have rows; all else is done"
              .formatted(named(unbegun), detected.detection()),
          "Clear their %s in Airflow, which detects again; by hand: %s with --shards, these shards, finish_detection."
              .formatted(detected.named("write_shard"), detected.detection()));
    }
  }

  private static String named(List<Integer> shards) {
    return shards.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private void finish(ShardPlan plan) throws Exception {
    List<ShardRecord> shards = ledger.shards();
    Told written = Told.NOTHING;
    for (ShardRecord shard : shards) {
      written = written.plus(shard.told());
    }
    Warning.added(written.warnings()).forEach(run::warn);
    run.count(detected.nothing());
    run.count(written.counts());
    run.count(plan.resolved().counts());
    List<Integer> undone =
        shards.stream().filter(it -> !it.done()).map(ShardRecord::shard).toList();
    run.detail("shards", shards.stream().filter(it -> it.rows() > 0).count());
    run.detail("shards_not_done", undone);
    Told before = written.plus(plan.resolved());
    before.tellByRule(run);
    long inserted =
        shards.stream()
            .filter(it -> !it.earlier())
            .mapToLong(it -> it.told().counts().get("inserted"))
            .sum();
    // What the shards inserted is in scope too, as when one writes all before it looks; what an
    // earlier plan's did was there when the scope was counted.
    run.step("stale_cleanup", () -> resolve(plan, plan.scope() + inserted, before, undone));
  }

  private Counts resolve(ShardPlan plan, long scope, Told before, List<Integer> undone)
      throws SQLException {
    ledger.findNoted(Slices.ROWS);
    Optional<TaskFailure> tooMuch =
        new Cleanup(run, session, Optional.empty()).tooMuch(() -> scope);
    if (tooMuch.isPresent()) {
      throw tooMuch.get();
    }
    long heldBack = ledger.holdBack();
    if (!undone.isEmpty()) {
      run.warn(
          "%d shard(s) not done: %s. Their rows are as before, and %,d stale row(s) of theirs are not resolved"
              .formatted(undone.size(), named(undone), heldBack));
    }
    Counts resolved = resolveStale();
    // Where there were some, the writer has told its own rows by rule.
    Told own =
        resolved.get("resolved") > 0
            ? new Told(resolved, Told.of(run).byRule(), List.of())
            : Told.NOTHING;
    before.plus(own).tellByRule(run);
    ledger.noteResolved(plan.resolved().plus(own));
    return resolved.and("held_back", heldBack);
  }

  private Counts resolveStale() throws SQLException {
    try (Writers writers = others.beside(session)) {
      return detected.writer(run, writers, Share.ALL).resolveStale();
    }
  }

  private Counts drop(Supplier<Warehouse> warehouse) throws SQLException {
    for (String kept : ledger.kept()) {
      ledger.noteDropped(kept);
      new KeptTables(run, warehouse.get(), kept).drop();
    }
    return Counts.NONE;
  }

  private void dropAfter(Throwable because, Supplier<Warehouse> warehouse) {
    try {
      drop(warehouse);
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
