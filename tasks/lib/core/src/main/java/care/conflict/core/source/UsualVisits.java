package care.conflict.core.source;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the runs before showed: medians, which have halves.
 *
 * @param runs how many runs stand behind it, 8 at most
 * @param visits of all providers together
 */
public record UsualVisits(int runs, double visits, List<OfProvider> providers) {
  /** Where nothing is noted, or nobody can be asked. */
  public static final UsualVisits NONE = new UsualVisits(0, 0, List.of());

  /** With fewer runs nothing is usual. */
  static final int LEAST_RUNS = 3;

  /** Likewise of one provider, by the runs in which it was not on hold. */
  public record OfProvider(UUID id, @Nullable String name, int runs, double visits) {
    boolean judged() {
      return runs >= LEAST_RUNS;
    }
  }

  boolean judged() {
    return runs >= LEAST_RUNS;
  }
}
