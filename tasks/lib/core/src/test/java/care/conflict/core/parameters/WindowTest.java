package care.conflict.core.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00.5Z");

  private static Configuration readable(List<Parameter<?>> parameters) {
    return Configuration.resolve(Parameters.ALL, Map.of(), Map.of(), Map.of(), new ArrayList<>())
        .readable("task", parameters::contains);
  }

  @Test
  void aWindowGoesByItsParametersAlone() {
    assertThat(Window.around(NOW, readable(Parameters.WINDOW)).values())
        .containsOnly(Map.entry("window_from", "2024-11-21"), Map.entry("window_to", "2027-01-05"));
  }

  @Test
  void aDeltaIsTheHoursBefore() {
    assertThat(Window.withDelta(NOW, readable(Parameters.WINDOW_AND_DELTA)).values())
        .containsEntry("window_from", "2024-11-21")
        .containsEntry("delta_from", "2026-11-20T06:00:00.500000+00:00");
  }
}
