package care.conflict.core.parameters;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What detection looks at: visit dates of the window, both ends included, and updates of the delta,
 * where a task goes by it (spec: detection, "What is looked at").
 */
public record Window(LocalDate from, LocalDate to, Optional<Instant> deltaFrom) {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  /** The window around a point in time. */
  public static Window around(Instant now, Configuration configuration) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return new Window(
        today.minusYears(configuration.get(Parameters.LOOKBACK_YEARS)),
        today.plusDays(configuration.get(Parameters.LOOKFORWARD_DAYS)),
        Optional.empty());
  }

  /** The same, and the delta before it. */
  public static Window withDelta(Instant now, Configuration configuration) {
    int hours = configuration.get(Parameters.LOOKBACK_HOURS);
    return around(now, configuration).since(now.minus(Duration.ofHours(hours)));
  }

  /** The same with the updates since then. */
  public Window since(Instant update) {
    return new Window(from, to, Optional.of(update));
  }

  /** The values of the parameters window_from, window_to and, with a delta, delta_from, as text. */
  public Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    values.put("window_from", from.toString());
    values.put("window_to", to.toString());
    deltaFrom.ifPresent(it -> values.put("delta_from", INSTANT.format(it)));
    return values;
  }
}
