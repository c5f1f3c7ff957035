package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.Warning;
import care.conflict.core.statements.Row;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what detection does not look at, or does not take over as it stands: by number, no data. */
public final class LeftOut {
  private static final Map<String, String> WHY = new LinkedHashMap<>();

  static {
    WHY.put("visit_id", "the Visit Id is no UUID");
    WHY.put("provider_id", "the Provider Id is no UUID");
    WHY.put("placeholder", "the SSN is a placeholder (nine equal digits, or 1 to 9 in order)");
  }

  private LeftOut() {}

  /** Of the visits that changed. */
  public static void warn(Run run, Detection detection) throws SQLException {
    warn(run, "visit(s) of the delta", detection.row("left_out"));
  }

  /**
   * Of what is named.
   *
   * @param row numbers by visit_id, provider_id and placeholder
   */
  public static void warn(Run run, String what, Row row) {
    Map<String, Long> numbers = row.numbers();
    WHY.forEach(
        (name, why) -> {
          long count = numbers.getOrDefault(name, 0L);
          if (count > 0) {
            run.warn(Warning.counting("{} %s left out: %s".formatted(what, why), count));
          }
        });
  }

  /**
   * Of ids that are none.
   *
   * @param ids how many, by the column that stays empty
   */
  public static void warnOfIds(Run run, Row ids) {
    ids.numbers()
        .forEach(
            (column, count) -> {
              if (count > 0) {
                run.warn(
                    Warning.counting(
                        "%s: {} id(s) that are no UUID count as absent".formatted(column), count));
              }
            });
  }

  /** Of visits with times that are none, by their number. */
  static void warnOfTimes(Run run, long visits) {
    if (visits > 0) {
      run.warn(
          Warning.counting(
              "{} visit(s) with a time that is infinity, which counts as absent", visits));
    }
  }

  /**
   * Of dimensions with several rows for one id: the same ones whoever asks, so nothing to add up.
   *
   * @param ids how many, by the dimension
   */
  public static void warnOfDimensions(Run run, Row ids) {
    ids.numbers()
        .forEach(
            (table, count) -> {
              if (count > 0) {
                run.warn(
                    "%s: %,d id(s) with several rows; always the same one counts"
                        .formatted(table, count));
              }
            });
  }
}
