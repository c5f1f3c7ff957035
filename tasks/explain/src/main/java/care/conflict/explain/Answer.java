package care.conflict.explain;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a question came to. */
record Answer(Circumstances circumstances, Explained explained) {
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(circumstances.json());
    json.putAll(explained.json());
    return json;
  }
}
