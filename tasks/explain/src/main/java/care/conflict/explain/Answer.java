package care.conflict.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a question came to: each pair that it is about. */
record Answer(
    Circumstances circumstances,
    List<Explained> pairs,
    Stored stored,
    boolean withChanges,
    Names names) {
  boolean hasConflict() {
    return pairs.stream().anyMatch(Explained::isConflict);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(circumstances.json());
    json.put("conflicts", pairs.stream().filter(Explained::isConflict).count());
    json.put("changes_looked_for", withChanges);
    json.put("pairs", pairs.stream().map(this::json).toList());
    return json;
  }

  private Map<String, Object> json(Explained explained) {
    Map<String, Object> json = explained.json();
    json.put("store", rows(explained).stream().map(StoredRow::json).toList());
    return json;
  }

  /** The two rows of a pair, stored or not. */
  List<StoredRow> rows(Explained explained) {
    return StoredRow.of(explained, stored, circumstances.measured());
  }
}
