package care.conflict.detection;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The statements below sql/detection, in their order: from visits and their keys to pairs that are
 * conflicts, in one session with temporary tables, in whichever database has the visits.
 */
public final class Detection implements Crowd.Finder {
  static final Part REFERENCE =
      part(
          "reference/fill/state_names",
          "reference/fill/speeds",
          "reference/fill/excluded_people",
          "reference/fill/excluded_providers",
          "active_providers");
  static final Part CAREGIVERS = part("caregivers");
  static final Part DELTA = part("delta_visits");
  static final Part KEYS = part("searched_keys");
  static final Part PLACES = part("gps_addresses");
  static final Part BASE = part("base_visits", "crowded_keys");
  static final Part PAIRS = part("detected_pairs");
  static final Part COPIES = part("visit_copies");
  private static final Part STREAMS =
      part(
          "visits",
          "pairs",
          "keys",
          "delta_visit_ids",
          "spellings",
          "crowded_visit_ids",
          "crowded_key_list");

  static Part part(String... statements) {
    return Part.of("detection", statements);
  }

  private final VisitSource source;
  private final StepSql sql;
  private final Map<String, ?> values;

  /**
   * @param sql the statements below sql/detection, in the source's dialect
   * @param values of every parameter that they name
   */
  public Detection(VisitSource source, StepSql sql, Map<String, ?> values) {
    this.source = source;
    this.sql = sql;
    this.values = values;
  }

  /**
   * The values of what is detected in a window.
   *
   * @param leastDelta how many of a pair's two visits must have changed lately
   */
  public static Map<String, Object> values(
      Run run, Window window, Reference reference, int leastDelta) {
    Map<String, Object> values = reference.values();
    values.putAll(window.values());
    values.put("least_delta", leastDelta);
    values.put("max_visits_per_key", run.get(Parameters.MAX_VISITS_PER_KEY));
    return values;
  }

  /** How many of a pair's two visits must have changed lately, by the mode of the join. */
  public static int leastDelta(Run run) {
    return run.get(Parameters.ENABLE_ASYMMETRIC_JOIN) ? 1 : 2;
  }

  /** Takes in what people keep in the store for detection. */
  public Counts takeReference() throws SQLException {
    return execute(REFERENCE);
  }

  /** Who the caregivers are: table caregivers. */
  public Counts findCaregivers() throws SQLException {
    return execute(CAREGIVERS);
  }

  /** The visits that changed, and so the keys to search: table key_origins. */
  public Counts findDelta() throws SQLException {
    return execute(DELTA);
  }

  /** The keys of the table key_origins: table searched_keys. */
  public Counts findKeys() throws SQLException {
    return execute(KEYS);
  }

  /** Where patients live. */
  public Counts findPlaces() throws SQLException {
    return execute(PLACES);
  }

  /** Every visit on the keys, and which keys are crowded. */
  public Counts collectBaseVisits() throws SQLException {
    return execute(BASE);
  }

  /** The pairs that are conflicts now: table detected_pairs. */
  public Counts detectPairs() throws SQLException {
    return execute(PAIRS);
  }

  /** Which copy counts of each visit that is in a pair to be written: table visit_copies. */
  public Counts chooseCopies() throws SQLException {
    return execute(COPIES);
  }

  /** The row of the statement of that name. */
  public Row row(String statement) throws SQLException {
    return source.row(sql.find(statement), values);
  }

  private Counts execute(Part part) throws SQLException {
    Part.send(List.of(part), source, folder -> sql, values);
    return Counts.NONE;
  }

  /** The attributes of each visit that is in a detected pair to be written. */
  public Rows visits() throws SQLException {
    return stream("visits");
  }

  /** The detected pairs, each once. */
  public Rows pairs() throws SQLException {
    return stream("pairs");
  }

  /** The keys. */
  public Rows keys() throws SQLException {
    return stream("keys");
  }

  /** Unusual ways in which the SSNs of people are written. */
  public Rows spellings() throws SQLException {
    return stream("spellings");
  }

  /** The ids of the visits that changed. */
  public Rows deltaVisits() throws SQLException {
    return stream("delta_visit_ids");
  }

  @Override
  public Rows crowdedKeys() throws SQLException {
    return stream("crowded_key_list");
  }

  @Override
  public Rows crowdedVisits() throws SQLException {
    return stream("crowded_visit_ids");
  }

  private Rows stream(String statement) throws SQLException {
    return source.stream(sql.find(statement), values);
  }

  /** All statements, in order; run in one session they detect by hand. */
  public static Stream<SqlText> statements(StepSql sql) {
    return Part.statements(
        List.of(REFERENCE, CAREGIVERS, DELTA, KEYS, PLACES, BASE, PAIRS, COPIES, STREAMS),
        folder -> sql);
  }
}
