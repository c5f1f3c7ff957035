package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.DetectedPair;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.oracle.Verdict;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the conflicts that earlier runs, other programs and people have left behind. */
final class StoreMaker {

  private static final List<Spec.MapColumn> ATTRIBUTES =
      Spec.MAP_COLUMNS.stream().filter(c -> c.ofDetection() && !c.from().equals("rule")).toList();

  private final World world;
  private final Chance chance;
  private final Parameters parameters;
  private final StoredRows rows;

  StoreMaker(World world, Chance chance, Parameters parameters) {
    this(world, chance, parameters, new StoredRows(world, chance));
  }

  StoreMaker(World world, Chance chance, Parameters parameters, StoredRows rows) {
    this.world = world;
    this.chance = chance;
    this.parameters = parameters;
    this.rows = rows;
  }

  /** Pairs of visits, and their conflicts. */
  void make() {
    makePairs();
    rows.makeConflicts();
  }

  void makePairs() {
    VisitReader reader = new VisitReader(world, parameters);
    List<Visit> visits = reader.visits();
    Map<String, List<LocalDate>> days = new HashMap<>();
    visits.forEach(v -> days.computeIfAbsent(v.person(), p -> new ArrayList<>()).add(v.date()));
    Set<PairId> detected = new HashSet<>();
    for (DetectedPair pair : NaiveDetection.allPairs(world, parameters)) {
      detected.add(pair.id());
      if (chance.percent(70)) {
        Map<String, String> row = pair.columns(Spec.DETECTION_COLUMNS);
        age(row, days.get(pair.first().person()));
        rows.store(row);
      }
    }
    makeGone(reader, visits, detected);
  }

  /** Makes the row of a live pair equal, different, foreign or one of another of the days. */
  private void age(Map<String, String> row, List<LocalDate> days) {
    int kind = chance.below(100);
    if (kind < 28) {
      row.put("LastUpdatedDate", "2025-01-01T00:00");
      row.put("ConLastUpdatedBy", "somebody");
    } else if (kind < 48) {
      rows.change(row, chance.one(ATTRIBUTES));
    } else if (kind < 56) {
      String rule = chance.one(Spec.RULES);
      row.put(rule, chance.one("Y", "N", null));
    } else if (kind < 59) {
      row.put("VisitDate", LocalDate.parse(row.get("VisitDate")).minusDays(1).toString());
    } else if (kind < 67) {
      row.put("VisitDate", chance.one(days).toString());
    } else if (kind < 70) {
      row.put("SSN", chance.one("900000001", "900-00-0002", "000-00-0000", null));
    } else if (kind < 75) {
      row.put(chance.one(Spec.EVENT_DATES), "2026-01-05T08:30");
      row.put("InServiceFlag", chance.one("Y", "N"));
    }
  }

  /** Pairs that are stored, but are no conflict (any more). */
  private void makeGone(VisitReader reader, List<Visit> visits, Set<PairId> detected) {
    Map<Visit.Key, List<Visit>> byKey = new HashMap<>();
    visits.forEach(v -> byKey.computeIfAbsent(v.key(), k -> new ArrayList<>()).add(v));
    List<String> gone = new ArrayList<>(new TreeSet<>(reader.gone()));
    gone.add(chance.uuid());
    for (int i = visits.size() / 8; i > 0; i--) {
      Visit first = chance.one(visits);
      Visit second = chance.one(chance.percent(70) ? byKey.get(first.key()) : visits);
      String flags = chance.one("YNNNNNN", "NNNYNNN", "NNNNYNN", "NNNNNYY", "NNNNNNY");
      DetectedPair pair =
          new DetectedPair(first, second, new Verdict(flags, 3.5, 25.0, 8.4, 0L, false));
      if (!detected.contains(pair.id()) && !rows.contains(pair.id())) {
        Map<String, String> row = pair.columns(Spec.DETECTION_COLUMNS);
        if (chance.percent(10)) {
          String other = chance.percent(50) ? chance.one(gone) : chance.uuid();
          row.put(chance.one("VisitID", "ConVisitID"), other);
        }
        if (chance.percent(10)) {
          String longAgo = world.now().toLocalDate().minusMonths(20).toString();
          row.put("VisitDate", chance.one("2020-01-01", longAgo, null));
        }
        if (chance.percent(5)) {
          row.put(chance.one(Spec.EVENT_DATES), "2026-01-05T08:30");
        }
        rows.store(row);
      }
    }
  }
}
