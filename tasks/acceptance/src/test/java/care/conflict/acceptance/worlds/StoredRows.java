package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Stored pairs with what programs and people have made of them, and their conflicts. */
final class StoredRows {

  private final World world;
  private final Chance chance;
  private final Set<PairId> stored = new HashSet<>();
  private final Map<String, List<String>> conflictsOf = new HashMap<>();
  private final Map<String, String> conflicts = new TreeMap<>();
  private int nextConflict = 1000;
  private int nextId = 1;

  StoredRows(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  boolean contains(PairId pair) {
    return stored.contains(pair);
  }

  /** Gives one column another value than detection would; ids and key stay. */
  void change(Map<String, String> row, Spec.MapColumn column) {
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

  /** Stores a pair with some status and marks, unless it is there. */
  void store(Map<String, String> row) {
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
    if (chance.percent(8)) {
      row.put(chance.one("AgencyContact", "AgencyPhone"), chance.name(30));
      row.put(chance.one("ConAgencyContact", "ConAgencyPhone"), chance.name(30));
    }
    if ("N".equals(row.get("StatusFlag")) && chance.percent(40)) {
      row.put("ConNoResponseFlag", "Yes");
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

  /** Stores most of the conflicts that the pairs belong to. */
  void makeConflicts() {
    for (var conflict : conflicts.entrySet()) {
      if (chance.percent(95)) {
        world.storeRows("conflicts").add(conflict(conflict.getKey(), conflict.getValue()));
      }
    }
  }
}
