package care.conflict.core.parameters;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * What detection looks at: visit dates of the window, both ends included, and updates of the delta
 * (spec: detection, "What is looked at").
 */
public record Window(LocalDate from, LocalDate to, Instant deltaFrom) {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  /** The window around a point in time. */
  public static Window around(Instant now, Configuration configuration) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return new Window(
        today.minusYears(configuration.get(Parameters.LOOKBACK_YEARS)),
        today.plusDays(configuration.get(Parameters.LOOKFORWARD_DAYS)),
        now.minus(Duration.ofHours(configuration.get(Parameters.LOOKBACK_HOURS))));
  }

  /** The values of the parameters window_from, window_to and delta_from, as text. */
  public Map<String, String> values() {
    return Map.of(
        "window_from", from.toString(),
        "window_to", to.toString(),
        "delta_from", INSTANT.format(deltaFrom));
  }
}
