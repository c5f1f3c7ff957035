package care.conflict.core.source;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * What a source must show for a run to go on (spec: gate).
 *
 * @param now the run's
 * @param window the visit dates that the run looks at
 */
public record SourceLimits(
    Instant now,
    Window window,
    String module,
    Duration oldestRefresh,
    int sourceDropPercent,
    int providerDropPercent,
    int maxVisitsPerKey,
    boolean mayBeEmpty,
    boolean looksForEvents) {

  /** As they are configured. */
  public static SourceLimits of(Configuration configuration, Instant now) {
    return new SourceLimits(
        now,
        Window.around(now, configuration),
        configuration.get(Parameters.REFRESH_MODULE),
        Duration.ofHours(configuration.get(Parameters.MAX_SOURCE_AGE_HOURS)),
        configuration.get(Parameters.SOURCE_DROP_PERCENT),
        configuration.get(Parameters.PROVIDER_DROP_PERCENT),
        configuration.get(Parameters.MAX_VISITS_PER_KEY),
        configuration.get(Parameters.ALLOW_EMPTY_SOURCE),
        configuration.get(Parameters.ENABLE_INSERVICE));
  }
}
