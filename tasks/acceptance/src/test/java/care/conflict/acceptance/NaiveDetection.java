package care.conflict.acceptance;

import care.conflict.acceptance.Contents.PairId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Detection as the specification tells it, one row after the other: plain, obvious and slow. */
final class NaiveDetection {

  private final World world;
  private final Parameters parameters;
  private final List<Visit> visits;
  private final Map<PairId, Map<String, String>> rows = new LinkedHashMap<>();
  private final Expected expected;
  private final ConflictIds conflictIds;

  private NaiveDetection(World world, Parameters parameters) {
    this.world = world;
    this.parameters = parameters;
    visits = new VisitReader(world, parameters).visits();
    Map<String, Map<String, String>> conflicts = new TreeMap<>();
    for (Map<String, String> row : world.storeRows("conflicts")) {
      conflicts.put(row.get("CONFLICTID"), stored("conflicts", row));
    }
    for (Map<String, String> row : world.storeRows("conflictvisitmaps")) {
      rows.put(PairId.of(row), stored("conflictvisitmaps", row));
    }
    conflictIds = new ConflictIds(rows.values(), conflicts);
    expected = Expected.of(new Contents(rows, conflicts, new TreeSet<>()));
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
    Spec.MAP_COLUMNS.stream()
        .filter(c -> c.ofDetection() && Canonical.isCut(c.type(), pair.raw(c)))
        .forEach(c -> expected.cutColumns().add(c.name()));
    Map<String, String> row = rows.get(pair.id());
    if (row == null && parameters.insert()) {
      insert(pair);
    } else if (row == null || isEvent(row)) {
      expected.count("skipped");
    } else {
      renew(row, pair);
    }
  }

  private void insert(DetectedPair pair) {
    Map<String, String> row = pair.columns();
    for (String column : List.of("StatusFlag", "InServiceFlag", "PTOFlag")) {
      row.put(column, "N");
    }
    row.put("CreatedDate", Contents.NOW);
    String conflict = conflictOf(pair.id());
    row.put("CONFLICTID", conflict);
    row.put("CRDATEUNIQUE", conflictIds.createdDate(conflict, pair.id().first()));
    rows.put(pair.id(), row);
    expected.countRow("inserted", row);
  }

  private String conflictOf(PairId pair) {
    String conflict = conflictIds.of(pair.first());
    if (conflict.equals(Contents.newConflict(pair.first()))) {
      expected.contents().newConflicts().add(conflict);
    }
    return conflict;
  }

  private void renew(Map<String, String> row, DetectedPair pair) {
    Map<String, String> target = pair.columns();
    for (String rule : Spec.RULES) {
      if (!"Y".equals(target.get(rule))) {
        target.put(rule, row.get(rule));
      }
    }
    boolean reopened = "R".equals(row.get("StatusFlag")) && row.get("ResolveDate") == null;
    boolean written = reopened || !parameters.skipUnchanged() || differs(row, target);
    boolean repaired = row.get("CONFLICTID") == null || "1".equals(row.get("UpdateFlag"));
    if (row.get("CONFLICTID") == null) {
      row.put("CONFLICTID", conflictOf(pair.id()));
    }
    if (written) {
      overwrite(row, target);
      expected.countRow("updated", row);
    } else {
      row.computeIfPresent("UpdateFlag", (c, flag) -> flag.equals("1") ? null : flag);
      expected.count(repaired ? "repaired" : "unchanged");
    }
  }

  private static boolean differs(Map<String, String> row, Map<String, String> target) {
    return Spec.MAP_COLUMNS.stream()
        .filter(c -> c.ofDetection() && !Spec.TOUCHED_ONLY.contains(c.name()))
        .anyMatch(c -> !Objects.equals(row.get(c.name()), target.get(c.name())));
  }

  private static void overwrite(Map<String, String> row, Map<String, String> target) {
    for (Spec.MapColumn column : Spec.MAP_COLUMNS) {
      if (column.ofDetection()) {
        row.put(column.name(), target.get(column.name()));
      }
    }
    String status = row.get("StatusFlag");
    row.put("StatusFlag", "W".equals(status) || "I".equals(status) ? status : "U");
    row.put("UpdatedDate", Contents.NOW);
    row.put("UpdateFlag", null);
    row.put("ResolveDate", null);
    row.put("ResolvedBy", null);
    row.values().removeIf(Objects::isNull);
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

  private static Map<String, String> stored(String table, Map<String, String> row) {
    Map<String, String> types = Spec.storeTable(table);
    Map<String, String> canonical = new HashMap<>();
    row.forEach((column, value) -> canonical.put(column, Canonical.of(types.get(column), value)));
    return canonical;
  }
}
