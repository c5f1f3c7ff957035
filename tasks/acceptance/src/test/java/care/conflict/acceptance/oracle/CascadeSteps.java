package care.conflict.acceptance.oracle;

import static care.conflict.acceptance.oracle.StatusTables.firstPresent;
import static care.conflict.acceptance.oracle.StatusTables.hasStatus;
import static care.conflict.acceptance.oracle.StatusTables.isOpen;

import care.conflict.acceptance.oracle.StatusTables.Conflict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Phase A: what conflicts and their map rows tell each other, and what nobody answered. */
final class CascadeSteps {

  private CascadeSteps() {}

  static void markUpdated(StatusTables tables) {
    tables.conflicts(c -> true).forEach(c -> tables.write(c.row(), "UpdatedRFlag", "1"));
  }

  static void propagateUpdated(StatusTables tables) {
    for (Conflict conflict : tables.conflicts(CascadeSteps::isReopened)) {
      tables.write(
          conflict.row(),
          "StatusFlag",
          "U",
          "UpdatedRFlag",
          null,
          "ResolveDate",
          null,
          "ResolvedBy",
          null);
    }
  }

  private static boolean isReopened(Conflict conflict) {
    Map<String, String> row = conflict.row();
    if (hasStatus(row, "D", "I", "W", "U") || "Yes".equals(row.get("NoResponseFlag"))) {
      return false;
    }
    return conflict.maps().stream().anyMatch(m -> hasStatus(m, "U"));
  }

  static void resolveMaps(StatusTables tables) {
    for (Map<String, String> map : tables.maps(m -> isOpen(m) && isLastOfClosed(tables, m))) {
      String conflictsOwn = tables.conflictOf(map).row().get("ResolvedBy");
      tables.close(map, "R", firstPresent(map.get("ResolvedBy"), conflictsOwn));
    }
  }

  private static boolean isLastOfClosed(StatusTables tables, Map<String, String> map) {
    Conflict conflict = tables.conflictOf(map);
    return conflict != null
        && hasStatus(conflict.row(), "R", "D")
        && conflict.maps().stream().filter(m -> !hasStatus(m, "R", "D")).count() <= 1;
  }

  static void resolveConflicts(StatusTables tables) {
    for (Conflict conflict :
        tables.conflicts(
            c -> isOpen(c.row()) && c.maps().stream().allMatch(m -> hasStatus(m, "R", "D")))) {
      String resolvedBy =
          firstPresent(
              conflict.row().get("ResolvedBy"), resolvedLast(conflict.maps()).get("ResolvedBy"));
      tables.close(conflict.row(), "R", resolvedBy);
    }
  }

  /** The highest ResolveDate, rows without one before all others; of equal ones the highest id. */
  private static Map<String, String> resolvedLast(List<Map<String, String>> maps) {
    return maps.stream()
        .max(
            Comparator.<Map<String, String>, String>comparing(
                    m -> m.getOrDefault("ResolveDate", ""))
                .thenComparing(m -> Long.valueOf(m.getOrDefault("ID", "0"))))
        .orElseThrow();
  }

  static void unansweredConflicts(StatusTables tables) {
    tables
        .conflicts(
            c -> "Yes".equals(c.row().get("NoResponseFlag")) && hasStatus(c.row(), "U", "W", "I"))
        .forEach(c -> renew(tables, c.row()));
  }

  static void unansweredMaps(StatusTables tables) {
    tables
        .maps(m -> "Yes".equals(m.get("ConNoResponseFlag")) && !hasStatus(m, "R", "D"))
        .forEach(m -> renew(tables, m));
  }

  private static void renew(StatusTables tables, Map<String, String> row) {
    tables.write(row, "StatusFlag", "N", "ResolveDate", null, "ResolvedBy", null);
  }
}
