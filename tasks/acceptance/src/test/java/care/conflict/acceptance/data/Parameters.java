package care.conflict.acceptance.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a detection run that change its result, and which providers are on hold (their
 * ids). The worlds are nasty, so the limit on what one cleanup may resolve is always off.
 */
public record Parameters(
    int lookbackHours,
    int lookbackYears,
    int lookforwardDays,
    boolean asymmetric,
    boolean skipUnchanged,
    boolean insert,
    boolean stale,
    int maxVisitsPerKey,
    Set<String> onHold) {

  /** What a command uses that is told nothing. */
  public static final Parameters DEFAULT = new Parameters(36, 2, 45);

  /** The usual ones in another window. */
  public Parameters(int lookbackHours, int lookbackYears, int lookforwardDays) {
    this(lookbackHours, lookbackYears, lookforwardDays, true, true, true, true, 100, Set.of());
  }

  public Parameters symmetric() {
    return with(false, skipUnchanged, insert, stale);
  }

  public Parameters withoutSkipping() {
    return with(asymmetric, false, insert, stale);
  }

  public Parameters withoutInsert() {
    return with(asymmetric, skipUnchanged, false, stale);
  }

  public Parameters withoutStale() {
    return with(asymmetric, skipUnchanged, insert, false);
  }

  private Parameters with(boolean join, boolean skip, boolean insertion, boolean cleanup) {
    return new Parameters(
        lookbackHours,
        lookbackYears,
        lookforwardDays,
        join,
        skip,
        insertion,
        cleanup,
        maxVisitsPerKey,
        onHold);
  }

  public Parameters withMaxVisitsPerKey(int most) {
    return bounded(most, onHold);
  }

  public Parameters withOnHold(Set<String> providers) {
    return bounded(maxVisitsPerKey, providers);
  }

  private Parameters bounded(int most, Set<String> providers) {
    return new Parameters(
        lookbackHours,
        lookbackYears,
        lookforwardDays,
        asymmetric,
        skipUnchanged,
        insert,
        stale,
        most,
        providers);
  }

  /** As options of detection. */
  public List<String> options() {
    List<String> options = new ArrayList<>(inserviceOptions());
    options.add("--lookback-hours=" + lookbackHours);
    options.add("--enable-asymmetric-join=" + asymmetric);
    return options;
  }

  /** Those of them that in-service detection knows. */
  public List<String> inserviceOptions() {
    List<String> options = new ArrayList<>(chunkOptions());
    options.add("--lookback-years=" + lookbackYears);
    options.add("--lookforward-days=" + lookforwardDays);
    options.add("--skip-unchanged-records=" + skipUnchanged);
    options.add("--enable-insert=" + insert);
    options.add("--enable-stale-cleanup=" + stale);
    return options;
  }

  /** Those of them that the tests give to detection in chunks. */
  public List<String> chunkOptions() {
    return List.of("--max-visits-per-key=" + maxVisitsPerKey, "--max-resolve-percent=100");
  }
}
