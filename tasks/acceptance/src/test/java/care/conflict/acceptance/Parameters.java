package care.conflict.acceptance;

import java.util.ArrayList;
import java.util.List;

/** The parameters of a detection run that change its result. */
record Parameters(
    int lookbackHours,
    int lookbackYears,
    int lookforwardDays,
    boolean asymmetric,
    boolean skipUnchanged,
    boolean insert,
    boolean stale) {

  static final Parameters DEFAULT = new Parameters(36, 2, 45, true, true, true, true);

  Parameters symmetric() {
    return new Parameters(
        lookbackHours, lookbackYears, lookforwardDays, false, skipUnchanged, insert, stale);
  }

  Parameters withoutSkipping() {
    return new Parameters(
        lookbackHours, lookbackYears, lookforwardDays, asymmetric, false, insert, stale);
  }

  Parameters withoutInsert() {
    return new Parameters(
        lookbackHours, lookbackYears, lookforwardDays, asymmetric, skipUnchanged, false, stale);
  }

  Parameters withoutStale() {
    return new Parameters(
        lookbackHours, lookbackYears, lookforwardDays, asymmetric, skipUnchanged, insert, false);
  }

  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--lookback-hours=" + lookbackHours);
    options.add("--lookback-years=" + lookbackYears);
    options.add("--lookforward-days=" + lookforwardDays);
    options.add("--enable-asymmetric-join=" + asymmetric);
    options.add("--skip-unchanged-records=" + skipUnchanged);
    options.add("--enable-insert=" + insert);
    options.add("--enable-stale-cleanup=" + stale);
    return options;
  }

  /** Those of them that in-service detection knows. */
  List<String> inserviceOptions() {
    return options().stream()
        .filter(o -> !o.contains("asymmetric") && !o.contains("hours"))
        .toList();
  }
}
