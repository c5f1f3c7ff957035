package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.VisitReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chunked detection as the specification tells it, over all keys, one row after the other. */
public final class NaiveStoredDetection {

  /** Where a row is stored, as the plan of chunks has it; either may be null. */
  private record Key(String date, String ssn) {

    static Key of(Map<String, String> row) {
      return new Key(row.get("VisitDate"), row.get("SSN"));
    }
  }

  private final VisitReader reader;
  private final LeftAlone leftAlone;
  private final Expected expected;
  private final PairWriter writer;
  private final Map<PairId, DetectedPair> pairs = new HashMap<>();

  private NaiveStoredDetection(World world, Parameters parameters) {
    reader = new VisitReader(world, parameters);
    leftAlone = new LeftAlone(reader, reader.visits(), parameters);
    expected = Expected.of(Contents.of(world));
    for (String name : List.of("inserted", "resolved", "skipped")) {
      expected.counts().remove(name);
    }
    expected.counts().put("rows", 0);
    expected.counts().put("marked", 0);
    writer = new PairWriter(expected, parameters, Spec.DETECTION_COLUMNS).withoutConflicts();
    NaiveDetection.allPairs(world, parameters).forEach(p -> pairs.put(p.id(), p));
  }

  /** What all chunks of a run come to. */
  public static Expected run(World world, Parameters parameters) {
    NaiveStoredDetection detection = new NaiveStoredDetection(world, parameters);
    detection.run();
    return detection.expected;
  }

  private void run() {
    Map<PairId, Map<String, String>> rows = expected.contents().maps();
    Set<Key> keys = new HashSet<>();
    rows.values().stream()
        .filter(row -> isInWindow(row) && row.get("CONFLICTID") != null)
        .forEach(row -> keys.add(Key.of(row)));
    rows.forEach(
        (id, row) -> {
          if (isInWindow(row) && keys.contains(Key.of(row)) && !isEvent(row)) {
            expected.count("rows");
            lookAgain(id, row);
          }
        });
  }

  private boolean isInWindow(Map<String, String> row) {
    String date = row.get("VisitDate");
    return date != null && reader.isInWindow(LocalDate.parse(date));
  }

  private static boolean isEvent(Map<String, String> row) {
    return Spec.EVENT_DATES.stream().anyMatch(c -> row.get(c) != null);
  }

  private void lookAgain(PairId id, Map<String, String> row) {
    DetectedPair pair = pairs.get(id);
    if (pair == null) {
      mark(row);
      return;
    }
    expected.count("pairs_read");
    writer.note(pair);
    writer.renew(id, row, pair.columns(Spec.DETECTION_COLUMNS));
  }

  private void mark(Map<String, String> row) {
    if (StatusTables.isOpen(row)
        && row.get("CONFLICTID") != null
        && !"1".equals(row.get("UpdateFlag"))
        && !leftAlone.isLeftAlone(row)) {
      row.put("UpdateFlag", "1");
      expected.count("marked");
    }
  }
}
