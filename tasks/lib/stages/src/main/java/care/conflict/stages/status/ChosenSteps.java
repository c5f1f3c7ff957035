package care.conflict.stages.status;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps that run: those asked for, and what these need, in the order of the table. */
public record ChosenSteps(List<Step> steps) {

  /** Resolves conflicts, of which a later step may open some again. */
  static final String RESOLVING = "ismissed_cascade_cf";

  /** From resolving a conflict to opening it again as it was. */
  private static final Set<String> RESOLVED_TO_REOPENED =
      Set.of(
          RESOLVING,
          "ismissed_cascade_cvm",
          "updateflag_orphan_cleanup",
          "aggregation_mark_updatedrflag",
          "aggregation_status_u_propagation");

  /** A value that could not be read is told by name; meanwhile it counts as not given. */
  public static ChosenSteps of(Configuration configuration) {
    List<String> only = configuration.find(Parameters.ONLY_STEPS).orElse(List.of());
    boolean phaseB = configuration.find(Parameters.ENABLE_PHASE_B).orElse(true);
    boolean groups = configuration.find(Parameters.ENABLE_GROUPS).orElse(true);
    // Without phase B no warehouse is needed, unless somebody names the steps that ask it.
    boolean money =
        configuration.find(Parameters.ENABLE_MONEY).orElse(true) && (phaseB || !only.isEmpty());
    Set<String> names = new HashSet<>();
    for (Step step : Step.TABLE) {
      boolean asked = only.isEmpty() ? step.way() != Step.Way.READS : only.contains(step.name());
      boolean on =
          (phaseB || !step.isOfDeletedVisits())
              && (groups || !step.isOfGroups())
              && (money || !step.isOfMoney());
      if (asked && on) {
        names.add(step.name());
        names.addAll(step.needs());
      }
    }
    return new ChosenSteps(
        Step.TABLE.stream().filter(step -> names.contains(step.name())).toList());
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Whether a conflict that is resolved on the way is opened again where it has to be. */
  boolean resolveAndReopen() {
    return steps.stream()
        .map(Step::name)
        .collect(Collectors.toSet())
        .containsAll(RESOLVED_TO_REOPENED);
  }

  /** Whether all steps are there that compute columns of a row from the same row. */
  boolean computeRows() {
    return Step.COMPUTED.stream().allMatch(name -> has(name) || name.equals(Step.GROUPS));
  }

  boolean computeGroups() {
    return has(Step.GROUPS);
  }

  private boolean has(String name) {
    return steps.stream().anyMatch(step -> step.name().equals(name));
  }

  public boolean fetch() {
    return steps.stream().anyMatch(Step::fetches);
  }
}
