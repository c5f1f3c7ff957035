package care.conflict.stages.shards;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.store.Session;
import care.conflict.warehouse.Warehouse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a detection does that is written in shards: it keeps in the warehouse what it detected, and
 * notes who is to write what of it. Closed without a plan, it takes away what it kept.
 */
public final class ShardPlanning implements AutoCloseable {
  private final Run run;
  private final Warehouse warehouse;
  private final Detected detected;
  private final ShardLedger ledger;
  private final KeptTables tables;
  private final int shards;
  private boolean planned;

  private ShardPlanning(
      Run run, Warehouse warehouse, Detected detected, ShardLedger ledger, KeptTables tables) {
    this.run = run;
    this.warehouse = warehouse;
    this.detected = detected;
    this.ledger = ledger;
    this.tables = tables;
    this.shards = run.get(Parameters.SHARDS);
  }

  /** Begins; what is going to be kept is noted before it is there. */
  public static ShardPlanning begin(
      Run run, Session session, Warehouse warehouse, Detected detected) throws SQLException {
    ShardLedger ledger = new ShardLedger(run, session, detected);
    String kept = KeptTables.newName(run, detected);
    ledger.noteKept(kept);
    return new ShardPlanning(
        run, warehouse, detected, ledger, new KeptTables(run, warehouse, kept));
  }

  /**
   * Takes away what other runs left in the warehouse: they have ended, since this one holds the
   * lock. What cannot be taken away is left to the next.
   */
  public static void dropLeft(
      Run run, Session session, Supplier<Warehouse> warehouse, Detected detected)
      throws SQLException {
    ShardLedger ledger = new ShardLedger(run, session, detected);
    List<String> left = ledger.keptByOthers();
    if (left.isEmpty()) {
      return;
    }
    ledger.forgetStaleOfOthers();
    run.attempt(
        "drop_left",
        () -> {
          for (String kept : left) {
            ledger.noteDropped(kept);
            new KeptTables(run, warehouse.get(), kept).drop();
            ledger.forgetKept(kept);
          }
          return Counts.NONE;
        });
  }

  /** Keeps what this session's detection has in its temporary tables. */
  public Counts keep() throws SQLException {
    tables.keep(detected, shards);
    return Counts.NONE;
  }

  /**
   * Puts the plan in force, and takes away what an earlier try kept; what cannot be taken away is
   * left to the end.
   *
   * @param scope the rows that the cleanup may change
   * @param hasStale whether the table stale says what it is to resolve
   */
  public Counts plan(long scope, boolean hasStale) throws SQLException, IOException {
    List<String> before = ledger.kept();
    ledger.replan(shards, tables.kept(), scope, hasStale);
    List<ShardRecord> records = ledger.shards().stream().filter(it -> it.rows() > 0).toList();
    ShardsFile.write(run, detected, shards, ledger.plan().orElseThrow().plannedAt(), records);
    run.detail("shards", shards);
    run.attempt("drop_earlier", () -> drop(before));
    planned = true;
    return Counts.of("shards", records.size())
        .and("rows", records.stream().mapToLong(ShardRecord::rows).sum());
  }

  private Counts drop(List<String> earlier) throws SQLException {
    for (String kept : earlier) {
      if (!kept.equals(tables.kept())) {
        new KeptTables(run, warehouse, kept).drop();
      }
    }
    return Counts.NONE;
  }

  @Override
  public void close() throws SQLException {
    if (planned) {
      return;
    }
    try {
      ledger.noteDropped(tables.kept()); // the plan may be in force without its file
    } finally {
      tables.drop();
    }
  }
}
