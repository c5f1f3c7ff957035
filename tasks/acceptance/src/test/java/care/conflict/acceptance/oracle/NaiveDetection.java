package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Detection as the specification tells it, one row after the other: plain, obvious and slow. */
public final class NaiveDetection {

  private final World world;
  private final Parameters parameters;
  private final VisitReader reader;
  private final List<Visit> visits;
  private final LeftAlone leftAlone;
  private final Map<PairId, Map<String, String>> rows;
  private final Expected expected;
  private final PairWriter writer;

  private NaiveDetection(World world, Parameters parameters) {
    this.world = world;
    this.parameters = parameters;
    reader = new VisitReader(world, parameters);
    visits = reader.visits();
    leftAlone = new LeftAlone(reader, visits, parameters);
    Contents contents = Contents.of(world);
    rows = contents.maps();
    expected = Expected.of(contents);
    writer = new PairWriter(expected, parameters, Spec.DETECTION_COLUMNS);
  }

  /** What one run over a world comes to. */
  public static Expected run(World world, Parameters parameters) {
    NaiveDetection detection = new NaiveDetection(world, parameters);
    detection.run();
    return detection.expected;
  }

  /** All pairs in conflict, whether or not one of their visits is in the delta. */
  public static List<DetectedPair> allPairs(World world, Parameters parameters) {
    return new NaiveDetection(world, parameters).allPairs();
  }

  private void run() {
    List<DetectedPair> pairs = allPairs();
    pairs.stream().filter(p -> p.inDelta(parameters.asymmetric())).forEach(this::write);
    if (parameters.stale()) {
      resolveStale(pairs);
    }
  }

  private List<DetectedPair> allPairs() {
    Map<Visit.Key, List<Visit>> byKey = new HashMap<>();
    visits.stream()
        .filter(v -> v.providerActive() && !leftAlone.isCrowded(v.key()))
        .forEach(v -> byKey.computeIfAbsent(v.key(), k -> new ArrayList<>()).add(v));
    Rules rules = new Rules(world);
    List<DetectedPair> pairs = new ArrayList<>();
    for (List<Visit> together : byKey.values()) {
      for (Visit first : together) {
        for (Visit second : together) {
          if (!first.provider().equals(second.provider())) {
            Verdict verdict = rules.judge(first, second);
            if (verdict.isConflict()) {
              pairs.add(new DetectedPair(first, second, verdict));
            }
          }
        }
      }
    }
    return pairs;
  }

  private void write(DetectedPair pair) {
    expected.count("pairs_read");
    writer.note(pair);
    Map<String, String> row = writer.stored(pair);
    if (row == null && parameters.insert() && !pair.missed()) {
      writer.insert(pair.id(), pair.columns(Spec.DETECTION_COLUMNS));
    } else if (row == null || isEvent(row)) {
      expected.count("skipped");
    } else {
      writer.renew(pair.id(), row, pair.columns(Spec.DETECTION_COLUMNS));
    }
  }

  /** A row in scope is stale if its two visits are in conflict on no key that they have now. */
  private void resolveStale(List<DetectedPair> pairs) {
    Set<Visit.Key> keys = new HashSet<>();
    Set<String> ids = new HashSet<>();
    visits.stream().filter(Visit::delta).forEach(v -> keys.add(v.key().stored()));
    visits.stream().filter(Visit::delta).forEach(v -> ids.add(v.id()));
    Set<String> gone = reader.gone();
    Set<PairId> live = new HashSet<>();
    pairs.forEach(p -> live.add(p.id()));
    for (var entry : rows.entrySet()) {
      Map<String, String> row = entry.getValue();
      PairId pair = entry.getKey();
      boolean inScope =
          keys.contains(Visit.Key.of(row))
              || ids.contains(pair.first())
              || ids.contains(pair.second())
              || (isInWindow(row) && (gone.contains(pair.first()) || gone.contains(pair.second())));
      if (inScope
          && StatusTables.isOpen(row)
          && !isEvent(row)
          && !live.contains(pair)
          && !leftAlone.isLeftAlone(row)) {
        row.put("StatusFlag", "R");
        row.put("UpdatedDate", Contents.NOW);
        expected.countRow("resolved", row);
      }
    }
  }

  private boolean isInWindow(Map<String, String> row) {
    return row.get("VisitDate") != null && reader.isInWindow(LocalDate.parse(row.get("VisitDate")));
  }

  private static boolean isEvent(Map<String, String> row) {
    return Spec.EVENT_DATES.stream().anyMatch(c -> row.get(c) != null);
  }
}
