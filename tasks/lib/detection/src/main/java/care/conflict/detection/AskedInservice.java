package care.conflict.detection;

import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * In-service detection of the people whose visits and events somebody asks about: the statements of
 * the runs, over all of these people's window. It goes on in the session of an {@link
 * AskedDetection} whose answers have been read, and replaces its tables.
 */
public final class AskedInservice implements Crowd.Finder {
  private static final String STATEMENTS = "explain";
  private static final String RUNS = "task02_01_inservice_conflict";
  private static final Part DETECTED =
      Part.of(
          RUNS, "events", "crowded_visits", "event_visits", "visits_and_events", "detected_pairs");
  private static final List<Part> LOOK =
      List.of(
          Part.of(
              STATEMENTS,
              "explained_pairs",
              "explained_events",
              "explained_people",
              "explained_providers"),
          Part.of(RUNS, "base_visits"));

  private final VisitSource source;
  private final Function<String, StepSql> sql;
  private final Map<String, Object> values;

  AskedInservice(VisitSource source, Function<String, StepSql> sql, Map<String, Object> values) {
    this.source = source;
    this.sql = sql;
    this.values = values;
  }

  /** Detects among what these people did. */
  public void detect() throws SQLException {
    Part.send(List.of(DETECTED), source, sql, values);
  }

  /** Which of the asked ids are those of events. */
  public List<Row> askedEvents() throws SQLException {
    return rows("asked_event_ids");
  }

  /** The pairs of an event and a visit that what was asked about is in, or just misses. */
  public List<Row> partners() throws SQLException {
    return rows("event_partners");
  }

  /**
   * Looks at pairs.
   *
   * @param pairs a JSON list of {a, b}: an event and a visit
   */
  public void look(String pairs) throws SQLException {
    values.put("pairs", pairs);
    Part.send(LOOK, source, sql, values);
  }

  /** Each explained visit and event, and where it stops. */
  public List<Row> sides() throws SQLException {
    return rows("event_sides");
  }

  /** Whose each explained visit and event is: names of people, for a terminal alone. */
  public List<Row> names() throws SQLException {
    return rows("names");
  }

  /** Of each explained pair whether it meets, and whether it is detected. */
  public List<Row> pairs() throws SQLException {
    return rows("event_pairs");
  }

  /** The smallest change of times that would turn whether they meet; of each pair one at most. */
  public List<Row> changes() throws SQLException {
    return rows("event_change");
  }

  private List<Row> rows(String statement) throws SQLException {
    return source.rows(sql.apply(STATEMENTS).find(statement), values);
  }

  /** The attributes of each visit that is in a detected pair. */
  public Rows visitsToWrite() throws SQLException {
    Part.send(List.of(Detection.COPIES), source, sql, values);
    return stream("detection", "visits");
  }

  /** The same of each event. */
  public Rows eventsToWrite() throws SQLException {
    return stream(RUNS, "event_rows");
  }

  /** The detected pairs. */
  public Rows pairsToWrite() throws SQLException {
    return stream("detection", "pairs");
  }

  @Override
  public Rows crowdedKeys() throws SQLException {
    return stream(RUNS, "crowded_key_list");
  }

  @Override
  public Rows crowdedVisits() throws SQLException {
    return stream(RUNS, "crowded_visit_ids");
  }

  private Rows stream(String folder, String statement) throws SQLException {
    return source.stream(sql.apply(folder).find(statement), values);
  }
}
