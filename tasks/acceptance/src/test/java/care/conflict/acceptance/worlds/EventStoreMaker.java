package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.DetectedPair;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.oracle.Verdict;
import care.conflict.acceptance.visits.EventReader;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the in-service pairs that earlier runs have stored: equal, different, marked and gone. */
final class EventStoreMaker {

  private static final List<Spec.MapColumn> ATTRIBUTES =
      Spec.INSERVICE_COLUMNS.stream().filter(c -> !c.from().equals("rule")).toList();

  private final World world;
  private final Chance chance;
  private final Parameters parameters;
  private final StoredRows rows;

  EventStoreMaker(World world, Chance chance, Parameters parameters, StoredRows rows) {
    this.world = world;
    this.chance = chance;
    this.parameters = parameters;
    this.rows = rows;
  }

  void make() {
    Set<PairId> produced = new HashSet<>();
    for (DetectedPair pair : NaiveInservice.allPairs(world, parameters)) {
      produced.add(pair.id());
      if (chance.percent(70)) {
        Map<String, String> row = pair.columns(Spec.INSERVICE_COLUMNS);
        age(row);
        rows.store(row);
      }
    }
    makeGone(produced);
  }

  private void age(Map<String, String> row) {
    int kind = chance.below(100);
    if (kind < 25) {
      row.put("LastUpdatedDate", "2025-01-01T00:00");
      row.put("ConLastUpdatedBy", "somebody");
    } else if (kind < 45) {
      rows.change(row, chance.one(ATTRIBUTES));
    } else if (kind < 52) {
      String rule = chance.one(Spec.RULES);
      row.put(rule, chance.one("Y", null));
    } else if (kind < 60) {
      row.put("InServiceFlag", chance.one("N", "N", ""));
    } else if (kind < 64) {
      row.put("VisitDate", LocalDate.parse(row.get("VisitDate")).minusDays(1).toString());
    } else if (kind < 68) {
      row.put("MinuteDiffBetweenSch", "0");
      row.put("DistanceMilesFromLatLng", "1.25");
    } else if (kind < 72) {
      row.put(chance.one("PTOStartDate", "ConPTOEndDate"), "2026-01-05T08:30");
    } else if (kind < 76) {
      row.remove("InserviceStartDate");
      row.remove("ConInserviceStartDate");
    }
  }

  /** Pairs of visits and events that do not meet, or that once did. */
  private void makeGone(Set<PairId> produced) {
    List<Visit> visits = new VisitReader(world, parameters).visits();
    List<Visit> events = new EventReader(world, parameters).events();
    Verdict noRule = new Verdict("NNNNNNN", null, null, null, null, false);
    for (int i = events.size() / 2; i > 0; i--) {
      Visit visit = chance.one(visits);
      Visit event = chance.one(events);
      DetectedPair pair =
          chance.percent(50)
              ? new DetectedPair(visit, event, noRule)
              : new DetectedPair(event, visit, noRule);
      if (!produced.contains(pair.id()) && !rows.contains(pair.id())) {
        Map<String, String> row = pair.columns(Spec.INSERVICE_COLUMNS);
        dress(row);
        rows.store(row);
      }
    }
  }

  private void dress(Map<String, String> row) {
    LocalDate today = world.now().toLocalDate();
    LocalDate first = today.minusYears(parameters.lookbackYears());
    LocalDate last = today.plusDays(parameters.lookforwardDays());
    if (chance.percent(25)) {
      LocalDate edge =
          chance.one(
              first.minusDays(1),
              first,
              today.minusMonths(20),
              last,
              last.plusDays(1),
              today.minusYears(8));
      row.put("VisitDate", edge.toString());
    } else if (chance.percent(5)) {
      row.remove("VisitDate");
    }
    if (chance.percent(20)) {
      row.put(
          chance.one("PTOStartDate", "PTOEndDate", "ConPTOStartDate", "ConPTOEndDate"),
          "2026-01-05T08:30");
    }
    if (chance.percent(25)) {
      List<String> dates = Spec.EVENT_DATES.stream().filter(c -> c.contains("Inservice")).toList();
      dates.forEach(row::remove);
      if (chance.percent(80)) {
        row.put(chance.one(dates), "2026-01-05T08:30");
      }
    }
    if (chance.percent(10)) {
      row.put("InServiceFlag", chance.one("N", ""));
    }
  }
}
