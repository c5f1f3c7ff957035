package care.conflict.inservice;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.detection.Crowd;
import care.conflict.detection.Exclusions;
import care.conflict.detection.LeftOut;
import care.conflict.warehouse.Literals;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The part of in-service detection that runs in the warehouse, in one session. */
final class InserviceDetection {
  private final Run run;
  private final Warehouse warehouse;
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

  InserviceDetection(Run run, Warehouse warehouse, Window window, Exclusions exclusions) {
    this.run = run;
    this.warehouse = warehouse;
    values.putAll(window.values());
    values.putAll(exclusions.values());
    values.put("max_visits_per_key", run.get(Parameters.MAX_VISITS_PER_KEY));
    StepSql own = Warehouse.sql(run, run.task());
    StepSql shared = Warehouse.sql(run, "detection");
    events =
        List.of(
            shared.find("excluded_ssns"),
            shared.find("excluded_providers"),
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
  Counts findEvents() throws SQLException {
    execute(events);
    LeftOut.warn(run, "event(s)", warehouse.numbers(leftOut, values));
    long ids = warehouse.numbers(sharedIds, values).get("ids");
    if (ids > 0) {
      run.warn(
          "%,d in-service id(s) stand for events of several people: the one that starts last counts"
              .formatted(ids));
    }
    return Counts.NONE;
  }

  /** The visits of the people who have an event. */
  Counts findVisits() throws SQLException {
    execute(visits);
    Crowd.warn(run, warehouse.numbers(crowd, values));
    return Counts.NONE;
  }

  /** The events and visits that are in conflict. */
  Counts detectPairs() throws SQLException {
    execute(pairs);
    LeftOut.warnOfIds(run, warehouse.numbers(visitIdsUnread, values));
    LeftOut.warnOfIds(run, warehouse.numbers(eventIdsUnread, values));
    LeftOut.warnOfDimensions(run, warehouse.numbers(dimensionsTwice, values));
    return Counts.NONE;
  }

  private Counts execute(List<SqlText> statements) throws SQLException {
    for (SqlText statement : statements) {
      warehouse.execute(statement, values);
    }
    return Counts.NONE;
  }

  /** Hands over the crowded keys, of which nothing was looked at. */
  void copyCrowd(Crowd to) throws SQLException {
    to.copyKeys(warehouse.stream(crowdedKeys, values));
    to.copyVisits(warehouse.stream(crowdedVisits, values));
  }

  Rows visits() throws SQLException {
    return warehouse.stream(visitRows, values);
  }

  Rows events() throws SQLException {
    return warehouse.stream(eventRows, values);
  }

  Rows pairs() throws SQLException {
    return warehouse.stream(pairRows, values);
  }

  /** All statements, in order, with their values; run in one session they detect by hand. */
  String print() {
    return Literals.script(
        "Excluded SSNs are not shown: fill in the list of excluded_ssns.",
        Stream.of(
                events,
                List.of(leftOut, sharedIds),
                visits,
                List.of(crowd),
                pairs,
                List.of(visitIdsUnread, eventIdsUnread, dimensionsTwice),
                List.of(visitRows, eventRows, pairRows, crowdedKeys, crowdedVisits))
            .flatMap(List::stream),
        values);
  }
}
