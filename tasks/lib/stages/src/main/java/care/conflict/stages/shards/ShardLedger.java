package care.conflict.stages.shards;

import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.store.Fence;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The shards of a run's detection and where each of them is; what was kept for them in the
 * warehouse, and what is stale.
 */
final class ShardLedger {
  private final Session session;
  private final Detected detected;
  private final Statements statements;
  private final Map<String, Object> which;

  /** Over a session that writes only while the run's lock is held. */
  ShardLedger(Run run, Session session, Detected detected) {
    this.session = session;
    this.detected = detected;
    this.which = Map.of("run_id", run.runId(), "detection", detected.detection());
    this.statements = Statements.of(session, "shard_ledger").given(which);
  }

  /** Notes that tables are going to be made whose names begin so. */
  void noteKept(String kept) throws SQLException {
    session.write(() -> statements.execute("note_kept", "kept", kept));
  }

  /** How the names of tables begin that were kept by any try of this run's detection. */
  List<String> kept() throws SQLException {
    return names("kept");
  }

  /** Likewise by other runs. */
  List<String> keptByOthers() throws SQLException {
    return names("kept_by_others");
  }

  private List<String> names(String statement) throws SQLException {
    return statements.rows(statement).stream().map(row -> row.text("kept")).toList();
  }

  /** What is going to be taken away; no shard can be written of it any more. */
  void noteDropped(String kept) throws SQLException {
    session.write(() -> statements.execute("note_dropped", "kept", kept));
  }

  /** What is gone. */
  void forgetKept(String kept) throws SQLException {
    session.write(() -> statements.execute("forget_kept", "kept", kept));
  }

  /** A row that another run found stale may have been found again since. */
  void forgetStaleOfOthers() throws SQLException {
    session.write(() -> statements.execute("forget_stale_of_others"));
  }

  /**
   * Puts a plan in the place of the one that is in force, in one transaction. A shard that is done
   * stays done where it is cut as before, unless a worker begins with it again.
   *
   * @param hasStale whether the rows of the table stale are to be resolved in the end
   */
  void replan(int shards, String kept, long scope, boolean hasStale) throws SQLException {
    Statements cut = statements.given("shards", shards);
    session.write(
        () -> {
          statements.execute("forget_plans");
          statements.execute("note_plan", "shards", shards, "kept", kept, "scope", scope);
          cut.execute("forget_shards");
          statements.execute("carry_over");
          cut.execute("note_shards");
          statements.execute("forget_stale");
          return hasStale ? cut.execute("note_stale") : 0;
        });
  }

  /**
   * The plan that is in force; empty where none was made in this run. What another run may have
   * found again, or written, since is not gone by any more.
   */
  Optional<ShardPlan> plan() throws SQLException {
    return statements.rows("plan").stream().findFirst().map(this::plan);
  }

  private ShardPlan plan(Row row) {
    if (row.text("kept").isEmpty()) {
      throw TaskFailure.misused(
          "another run has had the lock since %s planned its shards, at %s; what it found may not be so any more"
              .formatted(detected.detection(), row.instant("planned_at")),
          "Clear %s in Airflow, with the defaults; by hand: %s with --shards, its shards, finish_detection."
              .formatted(detected.named("plan_shards"), detected.detection()));
    }
    return new ShardPlan(
        row.instant("planned_at"),
        (int) row.number("shards"),
        row.text("kept"),
        row.flag("dropped"),
        row.number("scope"),
        Told.read(row.text("resolved")));
  }

  /** Its shards that have rows, and those without that an earlier plan wrote. */
  List<ShardRecord> shards() throws SQLException {
    return statements.rows("shards").stream().map(ShardLedger::shard).toList();
  }

  private static ShardRecord shard(Row row) {
    return new ShardRecord(
        (int) row.number("shard"),
        row.number("rows"),
        ShardRecord.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.flag("earlier"),
        row.findText("told").map(Told::read).orElse(Told.NOTHING));
  }

  /**
   * Begins with a shard, in a transaction of its own: one that is pending, that failed, or whose
   * worker died, or that an earlier plan wrote. Waits for another worker that is writing it, which
   * then writes no more.
   *
   * @return the worker's token; empty where the shard is done, or has no row
   */
  OptionalLong take(int shard) throws SQLException {
    List<Row> taken = session.write(() -> statements.rows("take_shard", "shard", shard));
    return taken.isEmpty() ? OptionalLong.empty() : OptionalLong.of(taken.get(0).number("token"));
  }

  /** Lets a session write while a worker's token is in force. */
  Fence fence(int shard, long token) {
    Map<String, Object> values = new HashMap<>(which);
    values.put("shard", shard);
    values.put("token", token);
    return new Fence(
        token,
        "",
        statements.find("check_shard"),
        values,
        () ->
            new TaskFailure(
                ExitCode.LOCKED,
                "another worker has taken shard %d; nothing more is written".formatted(shard),
                "It writes what is left of it."));
  }

  /** Notes that a shard is written; over a session that is fenced by its token. */
  void done(int shard, long token, Told told) throws SQLException {
    session.write(
        () ->
            statements.execute("shard_done", "shard", shard, "token", token, "told", told.json()));
  }

  /** Notes that a shard was not; nothing where another worker has taken it. */
  void failed(int shard, long token) throws SQLException {
    session.write(() -> statements.execute("shard_failed", "shard", shard, "token", token));
  }

  /** Makes the table stale of what was noted, in slices. */
  void findNoted(int sliceRows) throws SQLException {
    statements.execute("find_noted", "slice_rows", sliceRows);
  }

  /** Takes the rows of shards that are not done out of it; returns how many. */
  long holdBack() throws SQLException {
    return statements.execute("hold_back");
  }

  /** Notes what the cleanup has come to, and forgets what it has resolved. */
  void noteResolved(Told told) throws SQLException {
    session.write(
        () -> {
          statements.execute("forget_resolved");
          return statements.execute("note_resolved", "resolved", told.json());
        });
  }
}
