package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.oracle.ComputedSteps;
import care.conflict.acceptance.oracle.StatusTables;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills in what earlier runs, other programs and people have made of a row. */
final class StatusRowMaker {

  private static final float WITHIN_TOLERANCE = 0.00006f;
  private static final float BEYOND_TOLERANCE = 0.0002f;

  private final Chance chance;
  private boolean closed;

  StatusRowMaker(Chance chance) {
    this.chance = chance;
  }

  /** Decides whether most rows that follow, up to the conflict itself, are closed. */
  void beginConflict() {
    closed = chance.percent(40);
  }

  Map<String, String> conflict(String id) {
    String status = chance.one("N", "N", "U", "R", "R", "R", "W", "I", "D", null);
    Map<String, String> row =
        Rows.row(
            "CONFLICTID",
            id,
            "StatusFlag",
            status,
            "RECORDEDDATETIME",
            past(),
            "CreatedDate",
            past(),
            "UpdatedRFlag",
            chance.one("1", "1", "0", "", null),
            "NoResponseFlag",
            answer(12),
            "NoResponseNotes",
            chance.name(500));
    close(row, status);
    return row;
  }

  /** Status and marks of a map row, and columns computed from it: right, near, wrong or absent. */
  void fill(Map<String, String> row) {
    String status =
        closed && chance.percent(85)
            ? chance.one("R", "R", "D")
            : chance.one("N", "N", "U", "U", "R", "R", "D", "W", "I", null, "X");
    put(row, "StatusFlag", status);
    put(row, "ConNoResponseFlag", answer(8));
    put(row, "UpdateFlag", chance.percent(10) ? "1" : chance.percent(4) ? "0" : null);
    put(row, "UpdatedDate", chance.percent(30) ? past() : null);
    put(row, "CreatedDate", past());
    put(row, "InServiceFlag", chance.one("N", "Y", null));
    close(row, status);
    compute(row);
  }

  private void close(Map<String, String> row, String status) {
    boolean isClosed = "R".equals(status) || "D".equals(status);
    put(row, "ResolveDate", chance.percent(isClosed ? 70 : 10) ? past() : null);
    put(row, "ResolvedBy", chance.percent(isClosed ? 60 : 10) ? chance.name(200) : null);
  }

  private String answer(int yesPercent) {
    return chance.percent(yesPercent) ? "Yes" : chance.percent(8) ? chance.one("yes", "No") : null;
  }

  private void compute(Map<String, String> row) {
    StatusTables alone = new StatusTables(List.of(row), Map.of(), Set.of());
    if (chance.percent(60)) {
      ComputedSteps.times(alone);
    }
    if (chance.percent(20)) {
      String column = chance.one("ShVTSTTime", "ShVTENTime", "CShVTSTTime", "CShVTENTime");
      put(row, column, chance.one(past(), null));
    }
    if (chance.percent(80)) {
      ComputedSteps.rates(alone);
      shift(row, "BilledRateMinute");
      shift(row, "ConBilledRateMinute");
    }
    if (chance.percent(50)) {
      ComputedSteps.reverseUuids(alone);
    } else if (chance.percent(10)) {
      put(row, "ReverseUUID", chance.one("", "a_b"));
    }
  }

  private void shift(Map<String, String> row, String column) {
    float rate = Float.parseFloat(row.get(column));
    float shift = chance.one(0f, 0f, 0f, WITHIN_TOLERANCE, BEYOND_TOLERANCE);
    put(
        row,
        column,
        chance.percent(10)
            ? null
            : Float.toString(chance.percent(50) ? rate + shift : rate - shift));
  }

  private static void put(Map<String, String> row, String column, String value) {
    if (value == null) {
      row.remove(column);
    } else {
      row.put(column, value);
    }
  }

  /** A time long ago, now and then the same one. */
  private String past() {
    String day = "2024-%02d-%02d".formatted(1 + chance.below(12), 1 + chance.below(28));
    return chance.percent(40)
        ? "2024-05-06T07:08:09"
        : day + "T10:%02d".formatted(chance.below(60));
  }
}
