package care.conflict.acceptance;

import care.conflict.acceptance.Contents.PairId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the conflicts that earlier runs, other programs and people have left behind. */
final class StoreMaker {

  private static final List<Spec.MapColumn> ATTRIBUTES =
      Spec.MAP_COLUMNS.stream().filter(c -> c.ofDetection() && !c.from().equals("rule")).toList();

  private final World world;
  private final Chance chance;
  private final Parameters parameters;
  private final Set<PairId> stored = new HashSet<>();
  private final Map<String, List<String>> conflictsOf = new HashMap<>();
  private final Map<String, String> conflicts = new TreeMap<>();
  private int nextConflict = 1000;
  private int nextId = 1;

  StoreMaker(World world, Chance chance, Parameters parameters) {
    this.world = world;
    this.chance = chance;
    this.parameters = parameters;
  }

  void make() {
    List<DetectedPair> pairs = NaiveDetection.allPairs(world, parameters);
    Set<PairId> detected = new HashSet<>();
    for (DetectedPair pair : pairs) {
      detected.add(pair.id());
      if (pair.storable() && chance.percent(70)) {
        Map<String, String> row = pair.columns(Spec.DETECTION_COLUMNS);
        age(row);
        store(row);
      }
    }
    List<Visit> visits =
        new VisitReader(world, parameters)
            .visits().stream().filter(v -> v.id() != null && v.storable()).toList();
    makeGone(visits, detected);
    for (var conflict : conflicts.entrySet()) {
      if (chance.percent(95)) {
        world.storeRows("conflicts").add(conflict(conflict.getKey(), conflict.getValue()));
      }
    }
  }

  /** Makes the row of a live pair equal, different, moved or foreign. */
  private void age(Map<String, String> row) {
    int kind = chance.below(100);
    if (kind < 30) {
      row.put("LastUpdatedDate", "2025-01-01T00:00");
      row.put("ConLastUpdatedBy", "somebody");
    } else if (kind < 52) {
      change(row, chance.one(ATTRIBUTES));
    } else if (kind < 62) {
      String rule = chance.one(Spec.RULES);
      row.put(rule, chance.one("Y", "N", null));
    } else if (kind < 66) {
      row.put("VisitDate", LocalDate.parse(row.get("VisitDate")).minusDays(1).toString());
    } else if (kind < 69) {
      row.put("SSN", chance.one("900000001", "900000002", null));
    } else if (kind < 74) {
      row.put(chance.one(Spec.EVENT_DATES), "2026-01-05T08:30");
      row.put("InServiceFlag", chance.one("Y", "N"));
    }
  }

  /** Gives one column another value than detection would; ids and key stay. */
  private void change(Map<String, String> row, Spec.MapColumn column) {
    String name = column.name();
    if (List.of("VisitID", "ConVisitID", "SSN", "VisitDate").contains(name)) {
      return;
    }
    String old = row.get(name);
    if (old != null && chance.percent(25)) {
      row.remove(name);
      return;
    }
    String type = column.type();
    if (type.equals("real")) {
      row.put(name, old == null ? "1.5" : Float.toString(Float.parseFloat(old) + 1.5f));
    } else if (type.startsWith("int")) {
      row.put(name, old == null ? "0" : Long.toString(Long.parseLong(old) + 1));
    } else if (type.equals("timestamp")) {
      row.put(
          name, old == null ? "2026-01-01T00:00" : Canonical.time(old).plusNanos(1000).toString());
    } else if (type.equals("uuid")) {
      row.put(name, chance.uuid());
    } else if (type.equals("bool")) {
      row.put(name, "true".equals(old) ? "false" : "true");
    } else {
      row.put(name, "yes".equals(old) ? "no" : chance.one("", "-", " "));
    }
  }

  /** Pairs that are stored, but are no conflict (any more). */
  private void makeGone(List<Visit> visits, Set<PairId> detected) {
    Map<Visit.Key, List<Visit>> byKey = new HashMap<>();
    visits.forEach(v -> byKey.computeIfAbsent(v.key(), k -> new ArrayList<>()).add(v));
    for (int i = visits.size() / 8; i > 0; i--) {
      Visit first = chance.one(visits);
      Visit second = chance.one(chance.percent(70) ? byKey.get(first.key()) : visits);
      String flags = chance.one("YNNNNNN", "NNNYNNN", "NNNNYNN", "NNNNNYY", "NNNNNNY");
      DetectedPair pair =
          new DetectedPair(first, second, new Verdict(flags, 3.5, 25.0, 8.4, 0L, false));
      if (!detected.contains(pair.id()) && !stored.contains(pair.id())) {
        Map<String, String> row = pair.columns(Spec.DETECTION_COLUMNS);
        if (chance.percent(10)) {
          row.put(chance.one("VisitID", "ConVisitID"), chance.uuid());
        }
        if (chance.percent(10)) {
          row.put("VisitDate", chance.one("2020-01-01", null));
        }
        if (chance.percent(5)) {
          row.put(chance.one(Spec.EVENT_DATES), "2026-01-05T08:30");
        }
        store(row);
      }
    }
  }

  private void store(Map<String, String> row) {
    if (!stored.add(PairId.of(row))) {
      return;
    }
    row.put("ID", Integer.toString(nextId++));
    row.put("CreatedDate", past());
    row.put("CRDATEUNIQUE", chance.percent(10) ? null : past());
    row.put("CONFLICTID", conflictId(row.get("VisitID").toLowerCase(Locale.ROOT)));
    row.putIfAbsent("InServiceFlag", chance.percent(5) ? null : "N");
    row.put("PTOFlag", "N");
    row.put("UpdateFlag", chance.percent(10) ? "1" : chance.percent(2) ? "0" : null);
    row.put("UpdatedDate", chance.percent(30) ? past() : null);
    row.put("StatusFlag", chance.one("N", "N", "U", "U", "R", "R", "W", "I", "D", null));
    if ("R".equals(row.get("StatusFlag")) && chance.percent(50)) {
      row.put("ResolveDate", past());
      row.put("ResolvedBy", chance.name(200));
    } else if (chance.percent(3)) {
      row.put("ResolvedBy", "left over");
    }
    if (chance.percent(5)) {
      row.put("ConNoResponseFlag", "Yes");
      row.put("ConNoResponseNotes", chance.name(500));
      row.put("GroupID", chance.number(99));
      row.put("FlagForReview", "1");
      row.put("BilledRateMinute", "0.125");
      row.put("ReverseUUID", "a_b");
    }
    row.values().removeIf(v -> v == null);
    world.storeRows("conflictvisitmaps").add(row);
  }

  /** Mostly one for all rows of a visit; some have none, some several. */
  private String conflictId(String visit) {
    List<String> ids =
        conflictsOf.computeIfAbsent(
            visit,
            v -> {
              int count = chance.percent(10) ? 0 : chance.percent(8) ? 3 : 1;
              List<String> made = new ArrayList<>();
              for (int i = 0; i < count; i++) {
                made.add(Integer.toString(nextConflict += 1 + chance.below(3)));
              }
              return made;
            });
    if (ids.isEmpty() || chance.percent(5)) {
      return null;
    }
    String id = chance.one(ids);
    conflicts.put(id, visit);
    return id;
  }

  private String past() {
    return world
        .now()
        .minusDays(1 + chance.below(400))
        .minusSeconds(chance.below(80_000))
        .toString();
  }

  private Map<String, String> conflict(String id, String visit) {
    String status = chance.one("N", "U", "R", "W", "I", "D");
    return Rows.row(
        "CONFLICTID",
        id,
        "RECORDEDDATETIME",
        past(),
        "CreatedDate",
        past(),
        "StatusFlag",
        status,
        "NoResponseNotes",
        chance.name(500),
        "NoResponseFlag",
        chance.percent(10) ? "Yes" : null,
        "ResolveDate",
        status.equals("R") ? past() : null,
        "UpdatedRFlag",
        visit.startsWith("a") ? "1" : null);
  }
}
