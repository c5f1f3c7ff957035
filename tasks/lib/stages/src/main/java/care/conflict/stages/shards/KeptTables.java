package care.conflict.stages.shards;

import care.conflict.core.Run;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Share;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a detection leaves in the warehouse for those who write it: tables that do not end with its
 * session (docs/decisions/0015). A try of its own has names of its own.
 */
final class KeptTables {
  private static final String PAIRS = "_pairs";
  private static final String VISITS = "_visits";
  private static final String EVENTS = "_events";
  private static final int LONGEST_RUN_ID = 100;
  private static final int DIGITS = 8;

  private final Warehouse warehouse;
  private final StepSql sql;
  private final String kept;

  /**
   * @param kept how their names begin
   */
  KeptTables(Run run, Warehouse warehouse, String kept) {
    this.warehouse = warehouse;
    this.sql = Warehouse.sql(run, "shards").with("kept_pairs", kept + PAIRS);
    this.kept = kept;
  }

  /** How names of a try begin: by detection and run, for who sees them there. */
  static String newName(Run run, Detected detected) {
    String id = run.runId().replaceAll("[^A-Za-z0-9]", "_").toLowerCase(Locale.ROOT);
    return "%s_%s_%s"
        .formatted(
            detected.named("shards"),
            id.substring(0, Math.min(id.length(), LONGEST_RUN_ID)),
            UUID.randomUUID().toString().substring(0, DIGITS));
  }

  String kept() {
    return kept;
  }

  /** Keeps what is in the temporary tables of this session's detection, for so many shards. */
  void keep(Detected detected, int shards) throws SQLException {
    warehouse.execute(of(PAIRS, "keep_pairs"), Map.of("shards", shards));
    warehouse.execute(of(VISITS, "keep_visits"));
    if (detected == Detected.EVENTS) {
      warehouse.execute(of(EVENTS, "keep_events"));
    }
  }

  Rows pairs(Share shard) throws SQLException {
    return warehouse.stream(of(PAIRS, "pairs_of_shard"), Map.of("shard", shard.shard()));
  }

  Rows visits(Share shard) throws SQLException {
    return rows(VISITS, shard);
  }

  Rows events(Share shard) throws SQLException {
    return rows(EVENTS, shard);
  }

  /** A visit that is in pairs of two shards is read by both. */
  private Rows rows(String table, Share shard) throws SQLException {
    return new OwnRows(
        warehouse.stream(
            of(table, "rows_of_shard"), Map.of("shard", shard.shard(), "shards", shard.shards())));
  }

  /** Takes them away, those that are there; also when the task was told to stop. */
  void drop() throws SQLException {
    for (String table : List.of(PAIRS, VISITS, EVENTS)) {
      warehouse.executeLast(of(table, "drop_kept"));
    }
  }

  private SqlText of(String table, String statement) {
    return sql.with("kept", kept + table).find(statement);
  }
}
