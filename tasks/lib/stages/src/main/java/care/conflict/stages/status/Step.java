package care.conflict.stages.status;

import care.conflict.store.Slices;
import java.util.List;
import java.util.Set;

/**
 * A step: its name, which is its statement's below steps and candidates too, how it goes about its
 * work, and the steps without which it cannot.
 */
public record Step(String name, Way way, List<String> needs) {
  /** How a step goes about its work. */
  public enum Way {
    /** Brings the ids of deleted visits from the warehouse. */
    FETCHES,
    /** Brings the ids of active payers from there. */
    FETCHES_PAYERS,
    /** Reads the window, once for all steps that write. */
    READS,
    /** Finds candidates in the window, then writes them. */
    WRITES,
    /** Counts the money at stake, by what the steps before have written. */
    COUNTS_MONEY
  }

  private static final String FETCH = "fetch_deleted_visit_ids";
  private static final String READ = "read_window";
  static final String GROUPS = "computed_groups";
  private static final String FETCH_PAYERS = "fetch_active_payers";

  /** The steps that write conflicts; the others write map rows. */
  private static final Set<String> CONFLICTS =
      Set.of(
          "deleted_visits_cf",
          "ismissed_cascade_cf",
          "aggregation_mark_updatedrflag",
          "aggregation_status_u_propagation",
          "cascade_resolve_cf",
          "noresponse_flag_cf");

  /**
   * The steps that compute columns of map rows, of which none goes by what another writes: from
   * others of the same row, but for the last one.
   */
  static final List<String> COMPUTED =
      List.of("computed_time_columns", "computed_billed_rate", "computed_reverse_uuid", GROUPS);

  /** All steps, in their order. */
  static final List<Step> TABLE =
      List.of(
          new Step(READ, Way.READS, List.of()), // first: meanwhile the warehouse lets us in
          new Step(FETCH, Way.FETCHES, List.of()),
          new Step("deleted_visits_cvm", Way.WRITES, List.of(FETCH, READ)),
          new Step("deleted_visits_cf", Way.WRITES, List.of(FETCH, READ)),
          writing("ismissed_cascade_cf"),
          writing("ismissed_cascade_cvm"),
          writing("updateflag_orphan_cleanup"),
          writing("aggregation_mark_updatedrflag"),
          writing("aggregation_status_u_propagation"),
          writing("cascade_resolve_cvm"),
          writing("cascade_resolve_cf"),
          writing("noresponse_flag_cf"),
          writing("noresponse_flag_cvm"),
          writing("computed_time_columns"),
          writing("computed_billed_rate"),
          writing("computed_reverse_uuid"),
          writing(GROUPS),
          new Step(FETCH_PAYERS, Way.FETCHES_PAYERS, List.of()),
          new Step("money", Way.COUNTS_MONEY, List.of(FETCH_PAYERS)));

  private static Step writing(String name) {
    return new Step(name, Way.WRITES, List.of(READ));
  }

  /** Which rows it writes. */
  Slices.Kind writes() {
    return CONFLICTS.contains(name) ? Slices.Kind.CONFLICTS : Slices.Kind.MAP_ROWS;
  }

  /** Whether it writes columns that the history is about: not what is computed or marks work. */
  boolean isRemembered() {
    return !name.startsWith("computed_") && !name.equals("aggregation_mark_updatedrflag");
  }

  /** Whether it resolves what was looked for and not found again. */
  boolean resolvesByAbsence() {
    return name.equals("updateflag_orphan_cleanup");
  }

  /** Whether it computes columns of map rows. */
  boolean isComputed() {
    return COMPUTED.contains(name);
  }

  /** Whether it asks the warehouse. */
  boolean fetches() {
    return way == Way.FETCHES || way == Way.FETCHES_PAYERS;
  }

  /** Whether it is there for the money, which can be switched off. */
  boolean isOfMoney() {
    return way == Way.FETCHES_PAYERS || way == Way.COUNTS_MONEY;
  }

  /** Whether it is of phase B, which can be switched off. */
  boolean isOfDeletedVisits() {
    return name.equals(FETCH) || needs.contains(FETCH);
  }

  /** Whether it gives rows their groups, which can be switched off. */
  boolean isOfGroups() {
    return name.equals(GROUPS);
  }
}
