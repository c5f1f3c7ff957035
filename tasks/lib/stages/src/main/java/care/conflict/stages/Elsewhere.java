package care.conflict.stages;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Crowd;
import care.conflict.detection.Detection;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks for lost pairs on the keys that their visits have now, where the delta's keys are others:
 * both visits may have moved, and only one of them lately, or none.
 */
final class Elsewhere {
  /** So many pairs are asked about in one statement: some megabytes. */
  private static final long PAIRS_AT_A_TIME = 50_000;

  private final Run run;
  private final Warehouse warehouse;
  private final Detection detection;
  private final Crowd crowd;
  private final Map<String, ?> values;
  private final StepSql sql;

  /**
   * @param detection whose pairs are copied already: its tables are made anew
   * @param values of every parameter that detection's statements name
   */
  Elsewhere(Run run, Warehouse warehouse, Detection detection, Crowd crowd, Map<String, ?> values) {
    this.run = run;
    this.warehouse = warehouse;
    this.detection = detection;
    this.crowd = crowd;
    this.values = values;
    this.sql = Warehouse.sql(run, run.task());
  }

  /** Looks for the pairs of candidates; those that are found stand in elsewhere then. */
  Counts look(Session session) throws SQLException {
    Statements ours = Statements.of(session, run.task());
    long candidates = ours.row("count_candidates").number("candidates");
    if (candidates == 0) {
      return Counts.NONE;
    }
    warehouse.execute(sql.find("create_asked_pairs"));
    for (long first = 1; first <= candidates; first += PAIRS_AT_A_TIME) {
      Row part = ours.row("candidate_pairs", "first", first, "last", first + PAIRS_AT_A_TIME - 1);
      warehouse.execute(sql.find("ask_pairs"), Map.of("pairs", part.text("list")));
    }
    warehouse.execute(sql.find("asked_keys"), new HashMap<>(values));
    long keys = warehouse.row(sql.find("count_asked_keys")).number("keys");
    if (keys > 0) {
      detect(session);
    }
    return Counts.of("keys_elsewhere", keys);
  }

  private void detect(Session session) throws SQLException {
    warehouse.execute(sql.find("look_there"));
    detection.collectBaseVisits();
    detection.detectPairs();
    try (Rows pairs = warehouse.stream(sql.find("found_there"))) {
      session.copyIn("elsewhere", pairs, Progress.of(run, "pairs elsewhere"));
    }
    crowd.copy(detection);
  }
}
