package care.conflict.core.parameters;

import java.util.Arrays;
import java.util.List;

/** The steps of status management, in their order. */
public final class StatusSteps {
  public static final List<String> NAMES =
      List.of(
          "fetch_deleted_visit_ids",
          "deleted_visits_cvm",
          "deleted_visits_cf",
          "ismissed_cascade_cf",
          "ismissed_cascade_cvm",
          "updateflag_orphan_cleanup",
          "aggregation_mark_updatedrflag",
          "aggregation_status_u_propagation",
          "cascade_resolve_cvm",
          "cascade_resolve_cf",
          "noresponse_flag_cf",
          "noresponse_flag_cvm",
          "computed_time_columns",
          "computed_billed_rate",
          "computed_reverse_uuid",
          "computed_groups",
          "fetch_active_payers",
          "money");

  private StatusSteps() {}

  static List<String> parse(String text) {
    List<String> steps =
        Arrays.stream(text.split(",")).map(String::strip).filter(step -> !step.isEmpty()).toList();
    for (String step : steps) {
      if (!NAMES.contains(step)) {
        throw new IllegalArgumentException("unknown step " + step);
      }
    }
    return steps;
  }
}
