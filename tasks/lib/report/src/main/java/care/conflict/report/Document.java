package care.conflict.report;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that is already maps and lists. What is absent or of another kind reads as empty: a
 * report of a strange document is better than none.
 */
public record Document(Map<?, ?> values) {
  public static Document of(@Nullable Object value) {
    return new Document(value instanceof Map<?, ?> map ? map : Map.of());
  }

  public Document within(String name) {
    return of(values.get(name));
  }

  public String text(String name) {
    return shown(values.get(name));
  }

  public Optional<Instant> instant(String name) {
    try {
      return Optional.of(Instant.parse(text(name)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  Optional<Duration> seconds(String name) {
    return values.get(name) instanceof Number number
        ? Optional.of(Duration.ofMillis(Math.round(number.doubleValue() * 1000)))
        : Optional.empty();
  }

  List<Object> list(String name) {
    return values.get(name) instanceof List<?> list ? List.copyOf(withoutNulls(list)) : List.of();
  }

  Optional<Long> number(String name) {
    return values.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            numbers.put(shown(name), number.longValue());
          }
        });
    return numbers;
  }

  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(shown(name), shown(value)));
    return texts;
  }

  static String shown(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<Object> withoutNulls(List<?> list) {
    return list.stream().filter(item -> item != null).map(item -> (Object) item).toList();
  }
}
