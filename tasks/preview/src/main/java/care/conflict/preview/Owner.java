package care.conflict.preview;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider, a payer or a rule, and what becomes of the map rows that are its.
 *
 * @param key an id, or the column of a rule; null of the rows without
 * @param name as the rows have it; of a rule in words
 * @param open rows of it that are stored and open
 * @param actions how many rows, by what becomes of them
 * @param ofOpen those of them that are stored and open
 */
record Owner(
    String kind,
    @Nullable String key,
    @Nullable String name,
    long open,
    Map<String, Long> actions,
    Map<String, Long> ofOpen) {
  /** What becomes of rows that are not open, and are then. */
  static final Set<String> MORE = Set.of("inserted", "reopened");

  long rows(String action) {
    return action.equals(Foreseen.CHANGED)
        ? actions.values().stream().mapToLong(Long::longValue).sum()
        : actions.getOrDefault(action, 0L);
  }

  /** How many of the open rows move so, or how many come to them. */
  long moved(String action) {
    return MORE.contains(action) ? rows(action) : ofOpen.getOrDefault(action, 0L);
  }

  /** As people call it. */
  String words() {
    if (key == null) {
      return "no " + kind;
    }
    return kind + " " + (name == null ? key : name);
  }

  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", key);
    told.put("name", name);
    told.put("open", open);
    Foreseen.ACTIONS.forEach(action -> told.put(action, rows(action)));
    return told;
  }
}
