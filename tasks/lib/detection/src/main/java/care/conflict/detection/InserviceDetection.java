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
public final class InserviceDetection implements Crowd.Finder {
  private static final String STATEMENTS = "task02_01_inservice_conflict";

  private final Run run;
  private final VisitSource source;
  private final Map<String, Object> values = new HashMap<>();
  private final List<Filling> events;
  private final List<Filling> visits;
  private final List<Filling> pairs;
  private final SqlText sharedIds;
  private final SqlText leftOut;
  private final SqlText visitIdsUnread;
  private final SqlText eventIdsUnread;
  private final SqlText dimensionsTwice;
  private final SqlText crowd;
  private final SqlText keysOfCrowd;
  private final SqlText visitsOfCrowd;
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
        Stream.of(
                Filling.of(
                    shared, "reference/fill/excluded_people", "reference/fill/excluded_providers"),
                Filling.of(shared, "active_providers"),
                Filling.own(own, "people"),
                Filling.of(shared, "caregivers"),
                Filling.of(own, "events"))
            .flatMap(Function.identity())
            .toList();
    visits = Filling.of(own, "crowded_visits", "event_visits").toList();
    pairs =
        Stream.of(
                Filling.of(own, "visits_and_events", "detected_pairs"),
                Filling.own(own, "patients"),
                Filling.of(shared, "gps_addresses"),
                Filling.of(own, "base_visits"),
                Filling.of(shared, "visit_copies"))
            .flatMap(Function.identity())
            .toList();
    sharedIds = own.find("shared_ids");
    leftOut = own.find("left_out");
    visitIdsUnread = shared.find("ids_unread");
    eventIdsUnread = own.find("event_ids_unread");
    dimensionsTwice = shared.find("dimensions_twice");
    crowd = own.find("crowd");
    keysOfCrowd = own.find("crowded_key_list");
    visitsOfCrowd = own.find("crowded_visit_ids");
    visitRows = shared.find("visits");
    eventRows = own.find("event_rows");
    pairRows = shared.find("pairs");
  }

  /** The events of the window. */
  public Counts findEvents() throws SQLException {
    fill(events);
    LeftOut.warn(run, "event(s)", source.row(leftOut, values));
    long ids = source.row(sharedIds, values).number("ids");
    if (ids > 0) {
      run.warn(
          "%,d in-service id(s) stand for events of several people: the one that starts last counts"
              .formatted(ids));
    }
    return Counts.NONE;
  }

  /** The visits of the people who have an event. */
  public Counts findVisits() throws SQLException {
    fill(visits);
    Crowd.warn(run, source.row(crowd, values));
    return Counts.NONE;
  }

  /** The events and visits that are in conflict. */
  public Counts detectPairs() throws SQLException {
    fill(pairs);
    LeftOut.warnOfIds(run, source.row(visitIdsUnread, values));
    LeftOut.warnOfIds(run, source.row(eventIdsUnread, values));
    LeftOut.warnOfDimensions(run, source.row(dimensionsTwice, values));
    return Counts.NONE;
  }

  private void fill(List<Filling> tables) throws SQLException {
    for (Filling table : tables) {
      table.send(source, values);
    }
  }

  @Override
  public Rows crowdedKeys() throws SQLException {
    return source.stream(keysOfCrowd, values);
  }

  @Override
  public Rows crowdedVisits() throws SQLException {
    return source.stream(visitsOfCrowd, values);
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
            statements(events),
            Stream.of(leftOut, sharedIds),
            statements(visits),
            Stream.of(crowd),
            statements(pairs),
            Stream.of(visitIdsUnread, eventIdsUnread, dimensionsTwice),
            Stream.of(visitRows, eventRows, pairRows, keysOfCrowd, visitsOfCrowd))
        .flatMap(Function.identity());
  }

  private static Stream<SqlText> statements(List<Filling> tables) {
    return tables.stream().map(Filling::statement);
  }

  /** The values of their parameters. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
