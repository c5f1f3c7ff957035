package care.conflict.detection;

import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SourceColumns;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Detection on the keys of visits that somebody asks about, whether or not these changed lately:
 * the statements of the runs, in one session with temporary tables, and beside them what the visits
 * are of which detection does not take notice. Nothing is written but these tables.
 */
public final class AskedDetection implements Crowd.Finder {
  private static final String STATEMENTS = "explain";

  private static final String VISITS = "FACTVISITCALLPERFORMANCE_CR";

  /** The rows of that table that are looked at, in its place. */
  private static final String COPIES = "copies_looked_at";

  private static final String EVENTS = "FACTCAREGIVERINSERVICE";

  /** The rows of that table that are looked at, in its place. */
  private static final String EVENT_ROWS = "events_looked_at";

  /** What is sent until the keys are known, then for events, then for the visits on the keys. */
  private record Parts(List<Part> keys, List<Part> events, List<Part> visits) {}

  private static final Part ASKED = ours("asked_ids", "asked_visits", "keys_stored");
  private static final Part EXPLAINED = ours("explained_pairs", "explained_visits");

  /** Who and what the visits are of. */
  private static final Part NAMED = ours("explained_people", "explained_providers");

  private static final Parts IN_THE_WAREHOUSE =
      new Parts(
          List.of(
              Detection.REFERENCE,
              Detection.CAREGIVERS,
              ASKED,
              ours("key_origins"),
              Detection.KEYS),
          List.of(ours("asked_events", "people_with_events", COPIES, EVENT_ROWS)),
          List.of(Detection.PLACES, Detection.BASE, Detection.PAIRS, EXPLAINED, NAMED));

  /** A replica is asked about few people at a time, of whom its planner is to know. */
  private static final Parts IN_THE_REPLICA =
      new Parts(
          List.of(
              Detection.REFERENCE,
              ASKED,
              ours("asked_people").analyzing("people"),
              Detection.CAREGIVERS,
              ours("key_origins"),
              Detection.KEYS.analyzing(
                  "searched_keys", "excluded_providers", "state_names", "speeds"),
              Part.of("stored_detection", "forget_people", "all_people"),
              ours("asked_people_too").analyzing("people"),
              Detection.CAREGIVERS.analyzing("caregivers", "active_providers")),
          List.of(),
          List.of(
              Part.of("stored_detection", "visits_on_keys").analyzing("visits_on_keys"),
              Part.of("stored_detection", "newest_on_keys").analyzing("newest_on_keys"),
              Part.of("stored_detection", "patients").analyzing("patients"),
              Detection.PLACES.analyzing("gps_addresses"),
              Detection.BASE.analyzing("base_visits"),
              Detection.PAIRS,
              EXPLAINED,
              NAMED));

  private final VisitSource source;
  private final Function<String, StepSql> sql;

  /** The same where the copies that are looked at stand in the place of all visits. */
  private final Function<String, StepSql> ofFew;

  private final Parts parts;
  private final Map<String, Object> values;
  private final Detection detection;

  /** The same, with the days of the keys as the window. */
  private final Map<String, Object> ofTheDays = new HashMap<>();

  private boolean hasEvents;

  private AskedDetection(
      VisitSource source,
      Function<String, StepSql> sql,
      Function<String, StepSql> ofFew,
      Parts parts,
      Map<String, ?> values) {
    this.source = source;
    this.sql = sql;
    this.ofFew = ofFew;
    this.parts = parts;
    this.values = new HashMap<>(values);
    this.detection = new Detection(source, ofFew.apply("detection"), this.values);
  }

  /**
   * In the warehouse.
   *
   * @param sql the statements of a folder below sql, for this warehouse
   * @param values of every parameter that detection's statements name
   */
  public static AskedDetection inWarehouse(
      VisitSource warehouse, Function<String, StepSql> sql, Map<String, ?> values) {
    return new AskedDetection(
        warehouse,
        sql,
        folder ->
            sql.apply(folder)
                .reading(SourceColumns.ALL.from(VISITS, COPIES).from(EVENTS, EVENT_ROWS)),
        IN_THE_WAREHOUSE,
        values);
  }

  /** In its replica. */
  public static AskedDetection inReplica(Replica replica, Map<String, ?> values) {
    return new AskedDetection(replica, replica::sql, replica::sql, IN_THE_REPLICA, values);
  }

  private static Part ours(String... statements) {
    return Part.of(STATEMENTS, statements);
  }

  /**
   * Finds the keys of these visits.
   *
   * @param visits a JSON list of {id}
   * @param storedKeys those that their rows are stored under: a JSON list of {d, s}
   */
  public void findKeys(String visits, String storedKeys) throws SQLException {
    values.put("visits", visits);
    values.put("stored_keys", storedKeys);
    Part.send(parts.keys(), source, sql, values);
    ofTheDays.putAll(values);
    ofTheDays.putAll(source.row(sql.apply(STATEMENTS).find("days"), values).texts());
    if (!parts.events().isEmpty()) {
      Part.send(parts.events(), source, sql, ofTheDays);
      hasEvents =
          source.row(sql.apply(STATEMENTS).find("events_near"), values).number("events") > 0;
    }
  }

  /** With whom each asked visit is compared. */
  public List<Row> partners() throws SQLException {
    return source.rows(ofFew.apply(STATEMENTS).find("partners"), ofTheDays);
  }

  /** The pairs among the asked visits that are of one person's day. */
  public List<Row> pairsAmong() throws SQLException {
    return rows("pairs_among");
  }

  /**
   * Looks at the visits on the keys.
   *
   * @param pairs that are then told about: a JSON list of {a, b}
   */
  public void look(String pairs) throws SQLException {
    ofTheDays.put("pairs", pairs);
    Part.send(parts.visits(), source, ofFew, ofTheDays);
  }

  /** Each explained visit, and where it stops. */
  public List<Row> visits() throws SQLException {
    return rows("visits");
  }

  /** Whose each explained visit is: names of people, for a terminal alone. */
  public List<Row> names() throws SQLException {
    return rows("names");
  }

  /** Of each explained pair whether its visits meet at all. */
  public List<Row> meetings() throws SQLException {
    return rows("meetings");
  }

  /** What the rules say of each explained pair of which both visits are looked at. */
  public List<Row> pairs() throws SQLException {
    return rows("pairs");
  }

  /** The smallest change of times that would turn what the rules say; of each pair one at most. */
  public List<Row> changes() throws SQLException {
    return rows("smallest_change");
  }

  /** The attributes of each visit that is in a detected pair to be written. */
  public Rows visitsToWrite() throws SQLException {
    detection.chooseCopies();
    return detection.visits();
  }

  /** The pairs that are detected on the keys. */
  public Rows pairsToWrite() throws SQLException {
    return detection.pairs();
  }

  /** Whether one of the asked is an event, or may meet one. */
  public boolean hasEvents() {
    return hasEvents;
  }

  /** In-service detection of the same people; what was found until now is to be read before. */
  public AskedInservice inservice() {
    return new AskedInservice(source, ofFew, values);
  }

  @Override
  public Rows crowdedKeys() throws SQLException {
    return detection.crowdedKeys();
  }

  @Override
  public Rows crowdedVisits() throws SQLException {
    return detection.crowdedVisits();
  }

  private List<Row> rows(String statement) throws SQLException {
    return source.rows(ofFew.apply(STATEMENTS).find(statement), values);
  }
}
