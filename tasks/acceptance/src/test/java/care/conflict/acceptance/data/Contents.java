package care.conflict.acceptance.data;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What conflicts and conflictvisitmaps hold, in canonical texts; write times of the run are {@link
 * #NOW}, and a CONFLICTID that the run made is {@code new:} and its visit's id.
 */
public record Contents(
    Map<PairId, Map<String, String>> maps, Map<String, Map<String, String>> conflicts) {

  /** Stands for a time at which the run wrote. */
  public static final String NOW = "<now>";

  /** The two visits of a stored row, in its order. */
  public record PairId(String first, String second) {

    public static PairId of(Map<String, String> row) {
      return of(row.get("VisitID"), row.get("ConVisitID"));
    }

    public static PairId of(String first, String second) {
      return new PairId(first.toLowerCase(Locale.ROOT), second.toLowerCase(Locale.ROOT));
    }

    /** That of the other row of the pair. */
    @SuppressWarnings("ArgumentSelectionDefectChecker") // swapped, that is what it is for
    public PairId turned() {
      return new PairId(second, first);
    }
  }

  /** What the tables of a world hold before any run. */
  public static Contents of(World world) {
    Contents contents = new Contents(new LinkedHashMap<>(), new TreeMap<>());
    for (Map<String, String> row : world.storeRows("conflicts")) {
      contents.conflicts.put(row.get("CONFLICTID"), stored("conflicts", row));
    }
    for (Map<String, String> row : world.storeRows("conflictvisitmaps")) {
      contents.maps.put(PairId.of(row), stored("conflictvisitmaps", row));
    }
    return contents;
  }

  private static Map<String, String> stored(String table, Map<String, String> row) {
    Map<String, String> types = Spec.storeTable(table);
    Map<String, String> canonical = new HashMap<>();
    row.forEach((column, value) -> canonical.put(column, Canonical.of(types.get(column), value)));
    return canonical;
  }

  /** What a CONFLICTID is called that a run made for a visit. */
  public static String newConflict(String visitId) {
    return "new:" + visitId;
  }

  public static boolean isNew(String conflictId) {
    return conflictId.startsWith("new:");
  }

  /** A conflict as detection makes it, for a visit that has none, or whose own was lost. */
  public void addConflict(String conflictId) {
    if (!conflicts.containsKey(conflictId)) {
      Map<String, String> made =
          new HashMap<>(Map.of("StatusFlag", "U", "CreatedDate", NOW, "RECORDEDDATETIME", NOW));
      if (!isNew(conflictId)) {
        made.put("CONFLICTID", conflictId);
      }
      conflicts.put(conflictId, made);
    }
  }
}
