package care.conflict.acceptance.oracle;

import static care.conflict.acceptance.oracle.StatusTables.hasStatus;
import static care.conflict.acceptance.oracle.StatusTables.otherSide;
import static care.conflict.acceptance.oracle.StatusTables.primarySide;

import java.util.Map;

/** Phase B: what was deleted at the source. */
final class DeletionSteps {

  private DeletionSteps() {}

  static void maps(StatusTables tables) {
    for (Map<String, String> map :
        tables.maps(
            m -> tables.isDeleted(m.get("VisitID")) || tables.isDeleted(m.get("ConVisitID")))) {
      if (hasStatus(map, "D")) {
        tables.write(map, "UpdateFlag", null);
      } else {
        map.remove("UpdateFlag");
        tables.close(map, "D", otherSide(map));
      }
    }
  }

  static void conflicts(StatusTables tables) {
    for (var conflict : tables.conflicts(c -> !hasStatus(c.row(), "D"))) {
      conflict.maps().stream()
          .filter(m -> tables.isDeleted(m.get("VisitID")))
          .findFirst()
          .ifPresent(m -> tables.close(conflict.row(), "D", primarySide(m)));
    }
  }
}
