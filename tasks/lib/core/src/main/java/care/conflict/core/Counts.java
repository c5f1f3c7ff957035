package care.conflict.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers of rows. Adding makes a new object. */
public final class Counts {
  public static final Counts NONE = new Counts(Map.of());

  private final Map<String, Long> values;

  private Counts(Map<String, Long> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Counts of(String name, long rows) {
    return NONE.and(name, rows);
  }

  /** These and one more; equal names are added up. */
  public Counts and(String name, long rows) {
    Map<String, Long> sum = new LinkedHashMap<>(values);
    sum.merge(name, rows, Long::sum);
    return new Counts(sum);
  }

  /** These and those; equal names are added up. */
  public Counts plus(Counts other) {
    Counts sum = this;
    for (Map.Entry<String, Long> entry : other.values.entrySet()) {
      sum = sum.and(entry.getKey(), entry.getValue());
    }
    return sum;
  }

  /** The rows of that name, 0 where there are none. */
  public long get(String name) {
    return values.getOrDefault(name, 0L);
  }

  public Map<String, Long> asMap() {
    return values;
  }
}
