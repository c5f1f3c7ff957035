package care.conflict.conflictupdate;

import care.conflict.core.Counts;
import care.conflict.core.Parameters;
import care.conflict.core.Rows;
import care.conflict.core.Run;
import care.conflict.core.SqlText;
import care.conflict.core.StepSql;
import care.conflict.core.Window;
import care.conflict.warehouse.Literals;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The part of detection that runs in the warehouse, in one session with temporary tables. */
final class Detection {
  private static final List<String> REFERENCE = List.of("state_names", "speeds");
  private static final List<String> DELTA =
      List.of("excluded_ssns", "excluded_providers", "delta_visits", "delta_keys");
  private static final List<String> BASE = List.of("gps_addresses", "base_visits");
  private static final List<String> PAIRS = List.of("detected_pairs");
  private static final List<String> STREAMS = List.of("visits", "pairs", "keys", "delta_visit_ids");

  private final Warehouse warehouse;
  private final StepSql own;
  private final StepSql shared;
  private final Map<String, Object> values = new HashMap<>();

  Detection(Run run, Warehouse warehouse, Window window, Reference reference) {
    this.warehouse = warehouse;
    this.own = Warehouse.sql(run, run.task());
    this.shared = Warehouse.sql(run, "detection");
    values.putAll(window.values());
    values.put("extra_distance_per", reference.extraDistancePer());
    values.put("speeds", reference.speeds());
    values.putAll(reference.exclusions().values());
    values.put("state_names", Reference.stateNames());
    values.put("least_delta", run.get(Parameters.ENABLE_ASYMMETRIC_JOIN) ? 1 : 2);
  }

  /** The visits that changed, and their keys. */
  Counts findDelta() throws SQLException {
    for (String statement : REFERENCE) {
      warehouse.execute(own.find(statement), values);
    }
    return execute(DELTA);
  }

  /** Every visit on the delta's keys. */
  Counts collectBaseVisits() throws SQLException {
    return execute(BASE);
  }

  /** The pairs that are conflicts now. */
  Counts detectPairs() throws SQLException {
    return execute(PAIRS);
  }

  private Counts execute(List<String> statements) throws SQLException {
    for (String statement : statements) {
      warehouse.execute(shared.find(statement), values);
    }
    return Counts.NONE;
  }

  Rows visits() throws SQLException {
    return stream("visits");
  }

  Rows pairs() throws SQLException {
    return stream("pairs");
  }

  Rows keys() throws SQLException {
    return stream("keys");
  }

  Rows deltaVisits() throws SQLException {
    return stream("delta_visit_ids");
  }

  private Rows stream(String statement) throws SQLException {
    return warehouse.stream(shared.find(statement), values);
  }

  /** All statements, in order, with their values; run in one session they detect by hand. */
  String print() {
    Stream<SqlText> detection =
        Stream.of(DELTA, BASE, PAIRS, STREAMS).flatMap(List::stream).map(shared::find);
    return Literals.script(
        "Excluded SSNs are not shown: fill in the list of excluded_ssns.",
        Stream.concat(REFERENCE.stream().map(own::find), detection),
        values);
  }
}
