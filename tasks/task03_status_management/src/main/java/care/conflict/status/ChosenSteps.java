package care.conflict.status;

import care.conflict.core.Configuration;
import care.conflict.core.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps that run: those asked for, and what these need, in the order of the table. */
record ChosenSteps(List<Step> steps) {

  /** A value that could not be read is told by name; meanwhile it counts as not given. */
  static ChosenSteps of(Configuration configuration) {
    List<String> only = configuration.find(Parameters.ONLY_STEPS).orElse(List.of());
    boolean phaseB = configuration.find(Parameters.ENABLE_PHASE_B).orElse(true);
    Set<String> names = new HashSet<>();
    for (Step step : Step.TABLE) {
      boolean asked = only.isEmpty() ? step.way() != Step.Way.READS : only.contains(step.name());
      if (asked && (phaseB || !step.isOfDeletedVisits())) {
        names.add(step.name());
        names.addAll(step.needs());
      }
    }
    return new ChosenSteps(
        Step.TABLE.stream().filter(step -> names.contains(step.name())).toList());
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  boolean fetchDeletedVisits() {
    return steps.stream().anyMatch(step -> step.way() == Step.Way.FETCHES);
  }
}
