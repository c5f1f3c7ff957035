package care.conflict.acceptance.oracle;

import static care.conflict.acceptance.oracle.StatusTables.isOpen;
import static care.conflict.acceptance.oracle.StatusTables.otherSide;
import static care.conflict.acceptance.oracle.StatusTables.primarySide;

import care.conflict.acceptance.oracle.StatusTables.Conflict;
import java.util.Map;

/** Phase A: visits that were missed, and pairs that were looked for and not found. */
final class MissedSteps {

  private MissedSteps() {}

  static void conflicts(StatusTables tables) {
    for (Conflict conflict : tables.conflicts(c -> isOpen(c.row()) && isMissed(c))) {
      Map<String, String> map =
          conflict.maps().stream()
              .filter(MissedSteps::primaryMissed)
              .findFirst()
              .orElse(conflict.maps().get(0));
      tables.close(conflict.row(), "R", whoMissed(map));
    }
  }

  private static boolean isMissed(Conflict conflict) {
    boolean primary = conflict.maps().stream().anyMatch(m -> isOpen(m) && primaryMissed(m));
    boolean every = conflict.maps().stream().allMatch(m -> primaryMissed(m) || otherMissed(m));
    return primary || every;
  }

  /** Resolved for a missed visit, opened again by a row that stays open, and nothing else. */
  static boolean isAsItWasInTheEnd(Conflict conflict) {
    Map<String, String> row = conflict.row();
    return StatusTables.hasStatus(row, "U")
        && !row.containsKey("UpdatedRFlag")
        && !row.containsKey("ResolveDate")
        && !row.containsKey("ResolvedBy")
        && !"Yes".equals(row.get("NoResponseFlag"))
        && conflict.maps().stream().anyMatch(m -> isOpen(m) && primaryMissed(m))
        && conflict.maps().stream().anyMatch(MissedSteps::staysOpen);
  }

  private static boolean staysOpen(Map<String, String> map) {
    return StatusTables.hasStatus(map, "U")
        && !primaryMissed(map)
        && !otherMissed(map)
        && !"1".equals(map.get("UpdateFlag"));
  }

  static void maps(StatusTables tables) {
    tables
        .maps(m -> isOpen(m) && (primaryMissed(m) || otherMissed(m)))
        .forEach(m -> tables.close(m, "R", whoMissed(m)));
  }

  static void orphans(StatusTables tables) {
    for (Map<String, String> map : tables.maps(m -> "1".equals(m.get("UpdateFlag")))) {
      String status = isOpen(map) ? "R" : map.get("StatusFlag");
      tables.write(map, "UpdateFlag", null, "StatusFlag", status);
    }
  }

  private static boolean primaryMissed(Map<String, String> map) {
    return "true".equals(map.get("IsMissed"));
  }

  private static boolean otherMissed(Map<String, String> map) {
    return "true".equals(map.get("ConIsMissed"));
  }

  private static String whoMissed(Map<String, String> map) {
    return primaryMissed(map) ? primarySide(map) : otherSide(map);
  }
}
