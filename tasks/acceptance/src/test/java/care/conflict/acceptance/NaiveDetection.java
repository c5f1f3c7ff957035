package care.conflict.acceptance;

import care.conflict.acceptance.Contents.PairId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Detection as the specification tells it, one row after the other: plain, obvious and slow. */
final class NaiveDetection {

  private final World world;
  private final Parameters parameters;
  private final List<Visit> visits;
  private final Map<PairId, Map<String, String>> rows;
  private final Expected expected;
  private final PairWriter writer;

  private NaiveDetection(World world, Parameters parameters) {
    this.world = world;
    this.parameters = parameters;
    visits = new VisitReader(world, parameters).visits();
    Contents contents = Contents.of(world);
    rows = contents.maps();
    expected = Expected.of(contents);
    writer = new PairWriter(expected, parameters, Spec.DETECTION_COLUMNS);
  }

  static Expected run(World world, Parameters parameters) {
    NaiveDetection detection = new NaiveDetection(world, parameters);
    detection.run();
    return detection.expected;
  }

  /** All pairs in conflict, whether or not one of their visits is in the delta. */
  static List<DetectedPair> allPairs(World world, Parameters parameters) {
    NaiveDetection detection = new NaiveDetection(world, parameters);
    return detection.pairs(detection.visits.stream().map(Visit::key).distinct().toList());
  }

  private void run() {
    List<Visit.Key> deltaKeys =
        visits.stream().filter(Visit::delta).map(Visit::key).distinct().toList();
    List<DetectedPair> pairs = pairs(deltaKeys);
    pairs.stream().filter(p -> p.inDelta(parameters.asymmetric())).forEach(this::write);
    if (parameters.stale()) {
      resolveStale(deltaKeys, pairs);
    }
  }

  private List<DetectedPair> pairs(List<Visit.Key> keys) {
    Map<Visit.Key, List<Visit>> byKey = new HashMap<>();
    keys.forEach(k -> byKey.put(k, new ArrayList<>()));
    visits.stream()
        .filter(v -> v.providerActive() && v.id() != null && byKey.containsKey(v.key()))
        .forEach(v -> byKey.get(v.key()).add(v));
    Rules rules = new Rules(world);
    List<DetectedPair> pairs = new ArrayList<>();
    for (List<Visit> together : byKey.values()) {
      for (Visit first : together) {
        for (Visit second : together) {
          if (!first.provider().equals(second.provider()) && !first.id().equals(second.id())) {
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
    if (!pair.storable()) {
      expected.count("skipped");
      return;
    }
    writer.noteCuts(pair);
    Map<String, String> row = writer.stored(pair);
    if (row == null && parameters.insert()) {
      writer.insert(pair.id(), pair.columns(Spec.DETECTION_COLUMNS));
    } else if (row == null || isEvent(row)) {
      expected.count("skipped");
    } else {
      writer.renew(pair.id(), row, pair.columns(Spec.DETECTION_COLUMNS));
    }
  }

  /** What a stored row must be to survive: its ids, and the key that it is stored under. */
  private record Place(PairId pair, Visit.Key key) {}

  private void resolveStale(List<Visit.Key> deltaKeys, List<DetectedPair> pairs) {
    Set<Visit.Key> keys = new HashSet<>();
    deltaKeys.forEach(k -> keys.add(k.stored()));
    Set<String> ids = new HashSet<>();
    visits.stream().filter(v -> v.delta() && v.id() != null).forEach(v -> ids.add(v.storedId()));
    Set<Place> live = new HashSet<>();
    pairs.forEach(p -> live.add(new Place(p.id(), p.first().key().stored())));
    for (var entry : rows.entrySet()) {
      Map<String, String> row = entry.getValue();
      PairId pair = entry.getKey();
      Visit.Key key = keyOf(row);
      boolean inScope =
          (key != null && keys.contains(key))
              || ids.contains(pair.first())
              || ids.contains(pair.second());
      boolean open = !List.of("R", "W", "I", "D").contains(row.getOrDefault("StatusFlag", "-"));
      if (inScope && open && !isEvent(row) && !live.contains(new Place(pair, key))) {
        row.put("StatusFlag", "R");
        row.put("UpdatedDate", Contents.NOW);
        expected.countRow("resolved", row);
      }
    }
  }

  private static Visit.Key keyOf(Map<String, String> row) {
    return row.get("VisitDate") == null || row.get("SSN") == null
        ? null
        : new Visit.Key(LocalDate.parse(row.get("VisitDate")), row.get("SSN"));
  }

  private static boolean isEvent(Map<String, String> row) {
    return Spec.EVENT_DATES.stream().anyMatch(c -> row.get(c) != null);
  }
}
