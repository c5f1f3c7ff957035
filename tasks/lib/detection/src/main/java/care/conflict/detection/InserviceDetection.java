package care.conflict.detection;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The part of in-service detection that runs at the source of the visits, in one session. */
public final class InserviceDetection {
  private static final String STATEMENTS = "task02_01_inservice_conflict";

  private final Run run;
  private final VisitSource source;
  private final Map<String, Object> values = new HashMap<>();
  private final List<SqlText> events;
  private final List<SqlText> visits;
  private final List<SqlText> pairs;
  private final SqlText sharedIds;
  private final SqlText leftOut;
  private final SqlText visitIdsUnread;
  private final SqlText eventIdsUnread;
  private final SqlText dimensionsTwice;
  private final SqlText crowd;
  private final SqlText crowdedKeys;
  private final SqlText crowdedVisits;
  private final SqlText visitRows;
  private final SqlText eventRows;
  private final SqlText pairRows;

  /**
   * Detection in this source, with nothing found so far.
   *
   * @param sql the statements of a folder below sql, for this source
   */
  public InserviceDetection(
      Run run,
      VisitSource source,
      Function<String, StepSql> sql,
      Window window,
      Exclusions exclusions) {
    this.run = run;
    this.source = source;
    values.putAll(window.values());
    values.putAll(exclusions.values());
    values.put("max_visits_per_key", run.get(Parameters.MAX_VISITS_PER_KEY));
    StepSql own = sql.apply(STATEMENTS);
    StepSql shared = sql.apply("detection");
    events =
        List.of(
            shared.find("reference/fill/excluded_people"),
            shared.find("reference/fill/excluded_providers"),
            shared.find("active_providers"),
            shared.find("caregivers"),
            own.find("events"));
    visits = List.of(own.find("crowded_visits"), own.find("event_visits"));
    pairs =
        List.of(
            own.find("visits_and_events"),
            own.find("detected_pairs"),
            shared.find("gps_addresses"),
            own.find("base_visits"),
            shared.find("visit_copies"));
    sharedIds = own.find("shared_ids");
    leftOut = own.find("left_out");
    visitIdsUnread = shared.find("ids_unread");
    eventIdsUnread = own.find("event_ids_unread");
    dimensionsTwice = shared.find("dimensions_twice");
    crowd = own.find("crowd");
    crowdedKeys = own.find("crowded_key_list");
    crowdedVisits = own.find("crowded_visit_ids");
    visitRows = shared.find("visits");
    eventRows = own.find("event_rows");
    pairRows = shared.find("pairs");
  }

  /** The events of the window. */
  public Counts findEvents() throws SQLException {
    execute(events);
    LeftOut.warn(run, "event(s)", source.numbers(leftOut, values));
    long ids = source.numbers(sharedIds, values).get("ids");
    if (ids > 0) {
      run.warn(
          "%,d in-service id(s) stand for events of several people: the one that starts last counts"
              .formatted(ids));
    }
    return Counts.NONE;
  }

  /** The visits of the people who have an event. */
  public Counts findVisits() throws SQLException {
    execute(visits);
    Crowd.warn(run, source.numbers(crowd, values));
    return Counts.NONE;
  }

  /** The events and visits that are in conflict. */
  public Counts detectPairs() throws SQLException {
    execute(pairs);
    LeftOut.warnOfIds(run, source.numbers(visitIdsUnread, values));
    LeftOut.warnOfIds(run, source.numbers(eventIdsUnread, values));
    LeftOut.warnOfDimensions(run, source.numbers(dimensionsTwice, values));
    return Counts.NONE;
  }

  private Counts execute(List<SqlText> statements) throws SQLException {
    for (SqlText statement : statements) {
      source.execute(statement, values);
    }
    return Counts.NONE;
  }

  /** Hands over the crowded keys, of which nothing was looked at. */
  public void copyCrowd(Crowd to) throws SQLException {
    to.copyKeys(source.stream(crowdedKeys, values));
    to.copyVisits(source.stream(crowdedVisits, values));
  }

  /** The attributes of each visit that is in a pair. */
  public Rows visits() throws SQLException {
    return source.stream(visitRows, values);
  }

  /** The same of each event. */
  public Rows events() throws SQLException {
    return source.stream(eventRows, values);
  }

  /** The detected pairs, each once. */
  public Rows pairs() throws SQLException {
    return source.stream(pairRows, values);
  }

  /** All statements, in order; run in one session they detect by hand. */
  public Stream<SqlText> statements() {
    return Stream.of(
            events,
            List.of(leftOut, sharedIds),
            visits,
            List.of(crowd),
            pairs,
            List.of(visitIdsUnread, eventIdsUnread, dimensionsTwice),
            List.of(visitRows, eventRows, pairRows, crowdedKeys, crowdedVisits))
        .flatMap(List::stream);
  }

  /** The values of their parameters. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
