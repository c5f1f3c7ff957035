package care.conflict.status;

import java.util.List;

/**
 * A step: its name, which is its statement's too, how it goes about its work, and the steps without
 * which it cannot.
 */
record Step(String name, Way way, List<String> needs) {
  /** How a step goes about its work. */
  enum Way {
    /** Brings the ids of deleted visits from the warehouse. */
    FETCHES,
    /** Reads the window, once for all steps that write. */
    READS,
    /** One statement, that takes the rows to look at from the window's. */
    WRITES,
    /** Finds candidates first, so that the plan of the statement knows how few they are. */
    FINDS_AND_WRITES
  }

  private static final String FETCH = "fetch_deleted_visit_ids";
  private static final String READ = "read_window";

  /** All steps, in their order. */
  static final List<Step> TABLE =
      List.of(
          new Step(READ, Way.READS, List.of()), // first: meanwhile the warehouse lets us in
          new Step(FETCH, Way.FETCHES, List.of()),
          new Step("deleted_visits_cvm", Way.FINDS_AND_WRITES, List.of(FETCH, READ)),
          new Step("deleted_visits_cf", Way.FINDS_AND_WRITES, List.of(FETCH, READ)),
          finding("ismissed_cascade_cf"),
          writing("ismissed_cascade_cvm"),
          writing("updateflag_orphan_cleanup"),
          writing("aggregation_mark_updatedrflag"),
          finding("aggregation_status_u_propagation"),
          finding("cascade_resolve_cvm"),
          finding("cascade_resolve_cf"),
          writing("noresponse_flag_cf"),
          writing("noresponse_flag_cvm"),
          writing("computed_time_columns"),
          writing("computed_billed_rate"),
          writing("computed_reverse_uuid"));

  private static Step writing(String name) {
    return new Step(name, Way.WRITES, List.of(READ));
  }

  private static Step finding(String name) {
    return new Step(name, Way.FINDS_AND_WRITES, List.of(READ));
  }

  /** Whether it is of phase B, which can be switched off. */
  boolean isOfDeletedVisits() {
    return name.equals(FETCH) || needs.contains(FETCH);
  }
}
