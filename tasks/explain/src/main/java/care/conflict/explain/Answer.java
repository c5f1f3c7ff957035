package care.conflict.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a question came to: each pair that it is about. */
record Answer(Circumstances circumstances, List<Explained> pairs) {
  boolean hasConflict() {
    return pairs.stream().anyMatch(Explained::isConflict);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(circumstances.json());
    json.put("conflicts", pairs.stream().filter(Explained::isConflict).count());
    json.put("pairs", pairs.stream().map(Explained::json).toList());
    return json;
  }
}
