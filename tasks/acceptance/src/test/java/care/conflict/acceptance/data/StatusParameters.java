package care.conflict.acceptance.data;

import java.util.ArrayList;
import java.util.List;

/** The parameters of a run of status management; no named steps means all. */
public record StatusParameters(
    int lookbackHours,
    int lookbackYears,
    int lookforwardDays,
    boolean phaseB,
    boolean groups,
    List<String> onlySteps) {

  /** What the command uses that is told nothing. */
  public static final StatusParameters DEFAULT =
      new StatusParameters(36, 2, 45, true, true, List.of());

  public StatusParameters withoutPhaseB() {
    return new StatusParameters(
        lookbackHours, lookbackYears, lookforwardDays, false, groups, onlySteps);
  }

  public StatusParameters withoutGroups() {
    return new StatusParameters(
        lookbackHours, lookbackYears, lookforwardDays, phaseB, false, onlySteps);
  }

  /** Only these steps. */
  public StatusParameters only(String... steps) {
    return new StatusParameters(
        lookbackHours, lookbackYears, lookforwardDays, phaseB, groups, List.of(steps));
  }

  /** As options of the command. */
  public List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--lookback-hours=" + lookbackHours);
    options.add("--lookback-years=" + lookbackYears);
    options.add("--lookforward-days=" + lookforwardDays);
    options.add("--enable-phase-b=" + phaseB);
    options.add("--enable-groups=" + groups);
    if (!onlySteps.isEmpty()) {
      options.add("--only-steps=" + String.join(",", onlySteps));
    }
    return options;
  }
}
