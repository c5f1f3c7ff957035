package care.conflict.acceptance.selftest;

import static care.conflict.acceptance.data.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.oracle.StatusTables;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every state of a conflict with one or two map rows comes to rest, told by the naive steps. */
class NaiveStatusSettlesTest {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final String[] STATUSES = {"N", "U", "R", "D", "W", null};
  private static final String[] YES_OR_NO = {"Yes", null};
  private static final String[] DELETED = {"a", "b0", null};
  private static final StatusParameters STATUS_STEPS =
      StatusParameters.DEFAULT.only(
          NaiveStatus.steps().stream()
              .filter(s -> !s.startsWith("computed"))
              .toArray(String[]::new));

  /** Of unchanged rows nothing is written from the third run on, save in the case below. */
  @Test
  void theThirdRunWritesNothing() {
    List<String> restless = new ArrayList<>();
    List<Map<String, String>> firsts = rows("b0");
    List<Map<String, String>> seconds = rows("b1");
    seconds.add(0, Map.of());
    for (int i = 0; i < firsts.size(); i++) {
      Map<String, String> first = firsts.get(i);
      for (Map<String, String> second : seconds.subList(0, i + 2)) {
        int settled = isRenewed(first) || isRenewed(second) ? 3 : 2;
        for (Map<String, String> conflict : conflicts()) {
          for (String deleted : DELETED) {
            if (!isAtRest(settled, deleted, List.of(conflict, first, second))) {
              restless.add(deleted + " deleted, " + conflict + ", " + first + ", " + second);
            }
          }
        }
      }
    }
    assertThat(restless).isEmpty();
  }

  /** A missed visit's row that was put aside, or has no status, and that nobody answered. */
  private static boolean isRenewed(Map<String, String> row) {
    return row.containsKey("ConNoResponseFlag")
        && (row.containsKey("IsMissed") || row.containsKey("ConIsMissed"))
        && !StatusTables.hasStatus(row, "N", "U", "R", "D");
  }

  private static List<Map<String, String>> rows(String other) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String status : STATUSES) {
      for (String unanswered : YES_OR_NO) {
        for (String missed : new String[] {"IsMissed", "ConIsMissed", "none"}) {
          rows.add(
              row(
                  "CONFLICTID",
                  "1",
                  "VisitDate",
                  "2026-03-01",
                  "VisitID",
                  "a",
                  "ConVisitID",
                  other,
                  "StatusFlag",
                  status,
                  "ConNoResponseFlag",
                  unanswered,
                  missed,
                  "true"));
        }
      }
    }
    return rows;
  }

  private static List<Map<String, String>> conflicts() {
    List<Map<String, String>> conflicts = new ArrayList<>();
    for (String status : STATUSES) {
      for (String unanswered : YES_OR_NO) {
        conflicts.add(row("CONFLICTID", "1", "StatusFlag", status, "NoResponseFlag", unanswered));
      }
    }
    return conflicts;
  }

  /** Whether nothing is written after so many runs. */
  private static boolean isAtRest(int runs, String deleted, List<Map<String, String>> given) {
    World world = World.empty(NOW);
    world
        .warehouseRows(World.DELETED)
        .add(
            row(
                "Visit Id", deleted,
                "Visit Date", "2026-03-01",
                "Visit Updated Timestamp", "2026-03-14 05:00:00+00"));
    Contents contents = new Contents(new LinkedHashMap<>(), new TreeMap<>());
    contents.conflicts().put("1", new TreeMap<>(given.get(0)));
    given.stream()
        .skip(1)
        .filter(r -> !r.isEmpty())
        .forEach(r -> contents.maps().put(PairId.of(r), new TreeMap<>(r)));
    NaiveStatus naive = NaiveStatus.of(world, contents, STATUS_STEPS);
    for (int run = 0; run < runs; run++) {
      naive.run(STATUS_STEPS);
    }
    return naive.run(STATUS_STEPS).values().stream().allMatch(n -> n == 0);
  }
}
