package care.conflict.acceptance.oracle;

import static care.conflict.acceptance.data.Contents.NOW;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Status management as the specification tells it, one step and one row after the other. */
public final class NaiveStatus {

  /** The step that only reads. */
  public static final String FETCH = "fetch_deleted_visit_ids";

  /** The step that can be switched off. */
  public static final String GROUPS = "computed_groups";

  private static final String RESOLVING = "ismissed_cascade_cf";
  private static final List<String> TO_REOPENED =
      List.of(
          "ismissed_cascade_cvm",
          "updateflag_orphan_cleanup",
          "aggregation_mark_updatedrflag",
          "aggregation_status_u_propagation");

  private static final Map<String, Consumer<StatusTables>> PHASE_B = new LinkedHashMap<>();
  private static final Map<String, Consumer<StatusTables>> PHASES_A_AND_C = new LinkedHashMap<>();

  static {
    PHASE_B.put(FETCH, tables -> {});
    PHASE_B.put("deleted_visits_cvm", DeletionSteps::maps);
    PHASE_B.put("deleted_visits_cf", DeletionSteps::conflicts);
    PHASES_A_AND_C.put("ismissed_cascade_cf", MissedSteps::conflicts);
    PHASES_A_AND_C.put("ismissed_cascade_cvm", MissedSteps::maps);
    PHASES_A_AND_C.put("updateflag_orphan_cleanup", MissedSteps::orphans);
    PHASES_A_AND_C.put("aggregation_mark_updatedrflag", CascadeSteps::markUpdated);
    PHASES_A_AND_C.put("aggregation_status_u_propagation", CascadeSteps::propagateUpdated);
    PHASES_A_AND_C.put("cascade_resolve_cvm", CascadeSteps::resolveMaps);
    PHASES_A_AND_C.put("cascade_resolve_cf", CascadeSteps::resolveConflicts);
    PHASES_A_AND_C.put("noresponse_flag_cf", CascadeSteps::unansweredConflicts);
    PHASES_A_AND_C.put("noresponse_flag_cvm", CascadeSteps::unansweredMaps);
    PHASES_A_AND_C.put("computed_time_columns", ComputedSteps::times);
    PHASES_A_AND_C.put("computed_billed_rate", ComputedSteps::rates);
    PHASES_A_AND_C.put("computed_reverse_uuid", ComputedSteps::reverseUuids);
    PHASES_A_AND_C.put(GROUPS, GroupSteps::groups);
  }

  /** A moment of a run is later than all that was before, and sorts so as text. */
  private static final String MOMENT = "9999-%02d-%02dT00:00";

  private final Contents contents;
  private final StatusTables tables;
  private int runs;

  private NaiveStatus(Contents contents, StatusTables tables) {
    this.contents = contents;
    this.tables = tables;
  }

  /** Ready to run over these contents, any number of times. */
  public static NaiveStatus of(World world, Contents contents, StatusParameters parameters) {
    LocalDate today = world.now().toLocalDate();
    LocalDate from = today.minusYears(parameters.lookbackYears());
    LocalDate to = today.plusDays(parameters.lookforwardDays());
    LocalDateTime updatedFrom = world.now().minusHours(parameters.lookbackHours());
    Set<String> deleted = new HashSet<>();
    for (Map<String, String> visit : world.warehouseRows(World.DELETED)) {
      LocalDateTime updated = Canonical.time(visit.get("Visit Updated Timestamp"));
      boolean fresh = updated != null && !updated.isBefore(updatedFrom);
      if (fresh && lies(visit.get("Visit Date"), from, to)) {
        deleted.add(Canonical.uuid(visit.get("Visit Id")));
      }
    }
    deleted.remove(null);
    List<Map<String, String>> inWindow =
        contents.maps().values().stream().filter(m -> lies(m.get("VisitDate"), from, to)).toList();
    return new NaiveStatus(contents, new StatusTables(inWindow, contents.conflicts(), deleted));
  }

  private static boolean lies(String date, LocalDate from, LocalDate to) {
    LocalDate day = Canonical.day(date);
    return day != null && !day.isBefore(from) && !day.isAfter(to);
  }

  /** Their names, in order. */
  public static List<String> steps() {
    List<String> steps = new ArrayList<>(PHASE_B.keySet());
    steps.addAll(PHASES_A_AND_C.keySet());
    return steps;
  }

  /** Runs the steps that the parameters ask for; how many rows each of them has changed. */
  public Map<String, Integer> run(StatusParameters parameters) {
    runs++;
    tables.spare(conflict -> false);
    Map<String, Consumer<StatusTables>> steps = new LinkedHashMap<>();
    if (parameters.phaseB()) {
      steps.putAll(PHASE_B);
    }
    steps.putAll(PHASES_A_AND_C);
    if (!parameters.groups()) {
      steps.remove(GROUPS);
    }
    if (!parameters.onlySteps().isEmpty()) {
      steps.keySet().retainAll(parameters.onlySteps());
    }
    Map<String, Integer> written = new LinkedHashMap<>();
    for (var step : steps.entrySet()) {
      if (step.getKey().equals(RESOLVING) && steps.keySet().containsAll(TO_REOPENED)) {
        tables.spare(MissedSteps::isAsItWasInTheEnd);
      }
      tables.beginStep(MOMENT.formatted(runs, written.size() + 1), lastGroup());
      step.getValue().accept(tables);
      written.put(step.getKey(), tables.written());
    }
    return written;
  }

  private long lastGroup() {
    return contents.maps().values().stream()
        .filter(row -> row.containsKey("GroupID"))
        .mapToLong(row -> Long.parseLong(row.get("GroupID")))
        .max()
        .orElse(0);
  }

  /** What the tables hold now, with {@link Contents#NOW} for every moment of a run. */
  public Contents contents() {
    Map<Contents.PairId, Map<String, String>> maps = new LinkedHashMap<>();
    contents.maps().forEach((pair, row) -> maps.put(pair, withoutMoments(row)));
    Map<String, Map<String, String>> conflicts = new TreeMap<>();
    contents.conflicts().forEach((id, row) -> conflicts.put(id, withoutMoments(row)));
    return new Contents(maps, conflicts);
  }

  private static Map<String, String> withoutMoments(Map<String, String> row) {
    Map<String, String> copy = new HashMap<>(row);
    for (String column : List.of("ResolveDate", "G_CRDATEUNIQUE")) {
      copy.computeIfPresent(column, (c, date) -> date.startsWith("9999") ? NOW : date);
    }
    return copy;
  }

  /** Rows in the window that have no reverse UUID because it would be too long. */
  public int tooLong() {
    return tables.maps(ComputedSteps::isTooLong).size();
  }
}
