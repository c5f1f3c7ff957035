package care.conflict.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Something the reader of the report should know.
 *
 * @param text with {} in the place of each count
 * @param counts what adds up where a task runs in parts that say the same; other numbers stand in
 *     the text
 */
public record Warning(String text, List<Long> counts) {
  private static final String PLACE = "{}";

  public Warning {
    counts = List.copyOf(counts);
  }

  /** Of nothing that is counted. */
  public static Warning of(String text) {
    return new Warning(text, List.of());
  }

  public static Warning counting(String text, long... counts) {
    return new Warning(text, LongStream.of(counts).boxed().toList());
  }

  /** From what {@link #asValue} made, or what somebody wrote without counts. */
  public static Warning read(@Nullable Object value) {
    if (value instanceof Map<?, ?> map && map.get("counts") instanceof List<?> counts) {
      return new Warning(
          "" + map.get("text"),
          counts.stream()
              .filter(Number.class::isInstance)
              .map(count -> ((Number) count).longValue())
              .toList());
    }
    return of("" + value);
  }

  public Map<String, Object> asValue() {
    return Map.of("text", text, "counts", counts);
  }

  /** For people. */
  public String told() {
    StringBuilder told = new StringBuilder(text);
    int from = 0;
    for (long count : counts) {
      int place = told.indexOf(PLACE, from);
      if (place < 0) {
        break;
      }
      String number = String.format(Locale.ROOT, "%,d", count);
      told.replace(place, place + PLACE.length(), number);
      from = place + number.length();
    }
    return told.toString();
  }

  /** As one task would say what several said: those of one text are one, their counts added up. */
  public static List<Warning> added(List<Warning> warnings) {
    Map<String, Warning> added = new LinkedHashMap<>();
    warnings.forEach(it -> added.merge(it.text, it, Warning::plus));
    return List.copyOf(added.values());
  }

  private Warning plus(Warning other) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < Math.min(counts.size(), other.counts.size()); i++) {
      sums.add(counts.get(i) + other.counts.get(i));
    }
    return new Warning(text, sums);
  }
}
