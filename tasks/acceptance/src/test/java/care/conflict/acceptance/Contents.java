package care.conflict.acceptance;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What conflicts and conflictvisitmaps hold, in canonical texts; write times of the run are {@link
 * #NOW}, and a CONFLICTID that the run made is {@code new:} and its visit's id.
 */
record Contents(
    Map<PairId, Map<String, String>> maps,
    Map<String, Map<String, String>> conflicts,
    Set<String> newConflicts) {

  static final String NOW = "<now>";

  /** The two visits of a stored row, in its order. */
  record PairId(String first, String second) {

    static PairId of(Map<String, String> row) {
      return of(row.get("VisitID"), row.get("ConVisitID"));
    }

    static PairId of(String first, String second) {
      return new PairId(first.toLowerCase(Locale.ROOT), second.toLowerCase(Locale.ROOT));
    }
  }

  static String newConflict(String visitId) {
    return "new:" + visitId;
  }
}
