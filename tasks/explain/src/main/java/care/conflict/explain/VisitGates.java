package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gates of one of the two visits: each says what its row says, as detection's tables have it.
 */
final class VisitGates {
  static final String VISITS = "FACTVISITCALLPERFORMANCE_CR";
  private static final String CAREGIVERS = "DIMCAREGIVER";
  private static final String PROVIDERS = "DIMPROVIDER";

  private final String side;
  private final String table;
  private final Row visit;
  private final Circumstances circumstances;
  private final boolean there;
  private final boolean hasSsn;

  /**
   * @param side what an answer calls it
   * @param table where it is from
   */
  VisitGates(String side, String table, Row visit, Circumstances circumstances) {
    this.side = side;
    this.table = table;
    this.visit = visit;
    this.circumstances = circumstances;
    this.there = visit.flag("is_there");
    this.hasSsn = visit.flag("has_ssn");
  }

  private Gate gate(
      String name, boolean known, boolean passed, String value, String limit, String from) {
    return new Gate(name, side, known ? passed : null, known ? value : "not known", limit, from);
  }

  Gate there() {
    String copies =
        "%s cop%s%s"
            .formatted(
                Values.said(Values.text(visit, "copies")),
                visit.number("copies") == 1 ? "y" : "ies",
                Optional.ofNullable(Values.time(visit, "updated"))
                    .map(", the newest of %s UTC"::formatted)
                    .orElse(""));
    return gate("there", true, there, there ? copies : "not there", "there", table);
  }

  Gate number() {
    String value =
        !visit.flag("caregiver_is_there")
            ? "no such caregiver, or one without a number"
            : hasSsn ? "has a number" : "the caregiver's number is blank";
    return gate("ssn", there, hasSsn, value, "a number", CAREGIVERS + ".SSN");
  }

  Gate placeholder() {
    boolean nobody = visit.flag("placeholder");
    String value = nobody ? "a number that is nobody's" : "a person's number";
    return gate("ssn_placeholder", hasSsn, !nobody, value, "a person's", CAREGIVERS + ".SSN");
  }

  Gate excludedPerson() {
    boolean excluded = visit.flag("person_excluded");
    return gate(
        "ssn_excluded",
        hasSsn,
        !excluded,
        excluded ? "the person is in the list" : "the person is not in the list",
        "not in the list",
        "excluded_ssn");
  }

  Gate window() {
    return gate(
        "window",
        there,
        visit.flag("in_window"),
        Values.said(Values.text(visit, "visit_date")),
        circumstances.window().from() + " to " + circumstances.window().to(),
        table + "; lookback_years, lookforward_days");
  }

  /** It stops nobody: before it a stored row that is not found is left alone. */
  Gate horizon() {
    return new Gate(
        "horizon",
        side,
        null,
        Values.said(Values.text(visit, "visit_date")),
        circumstances
            .measured()
            .oldest()
            .map("not before %s: else what is stored is not resolved"::formatted)
            .orElse("no run has measured the source"),
        "the oldest visit of the source, as the last run measured it");
  }

  Gate provider() {
    boolean known = visit.flag("provider_is_there");
    String value = visit.isNull("provider_id") ? "no id, or one that is no UUID" : id();
    return gate(
        "provider", there, known, known ? value : value + ", not there", "there", PROVIDERS);
  }

  private String id() {
    return VisitIds.of(visit.text("provider_id"));
  }

  Gate active() {
    return standing("provider_active", "is_active", "active", "true", ".Is Active");
  }

  Gate demo() {
    return standing("provider_demo", "is_no_demo", "demo", "false", ".Is Demo");
  }

  private Gate standing(String name, String passes, String value, String limit, String column) {
    return gate(
        name,
        visit.flag("provider_is_there"),
        visit.flag(passes),
        Optional.ofNullable(Values.answer(visit, value)).map(Object::toString).orElse("empty"),
        limit,
        PROVIDERS + column);
  }

  Gate excludedProvider() {
    boolean excluded = visit.flag("provider_excluded");
    return gate(
        "provider_excluded",
        visit.flag("provider_is_there"),
        !excluded,
        excluded ? "in the list" : "not in the list",
        "not in the list",
        "excluded_agency");
  }

  /** It stops nobody: a stored row of such an agency that is not found is left alone. */
  Gate hold() {
    return new Gate(
        "provider_on_hold",
        side,
        null,
        providerId()
            .map(id -> circumstances.measured().holds().getOrDefault(id, "not on hold"))
            .orElse("not known"),
        "not on hold: else what is stored is not resolved",
        "pipeline_source_providers of the last run");
  }

  Gate crowd() {
    return gate(
        "crowd",
        visit.flag("is_looked_at"),
        !visit.flag("crowded"),
        visit.number("visits_on_key") + " visit(s) of the person on the day",
        "at most " + circumstances.crowd(),
        "max_visits_per_key");
  }

  /** Of a visit that an event is compared with. */
  Gate crowdedDay() {
    boolean crowded = visit.flag("crowded");
    return gate(
        "crowd",
        there,
        !crowded,
        crowded
            ? "more visits of the person on the day"
            : "no more visits of the person on the day",
        "at most " + circumstances.crowd(),
        "max_visits_per_key");
  }

  /** Whether somebody came, from when to when. */
  Gate completed() {
    boolean missed = visit.flag("is_missed");
    boolean both = !visit.isNull("visit_start") && !visit.isNull("visit_end");
    String value =
        missed ? "missed" : both ? "COMPLETED" : "not started, or started without an end";
    return gate(
        "completed",
        there,
        both && !missed,
        value,
        "COMPLETED, and not missed",
        VISITS + ".Visit Start Time, Visit End Time, Is Missed");
  }

  /** The state is the rules' affair: it has none where it has started without an end. */
  Gate state(@Nullable Row pair) {
    String state = Values.text(pair, side + "_state");
    String times =
        "from %s to %s"
            .formatted(
                Values.said(Values.time(visit, "visit_start")),
                Values.said(Values.time(visit, "visit_end")));
    return gate(
        "state",
        pair != null,
        state != null,
        state == null ? "started without an end, or the reverse (" + times + ")" : state,
        "UNSTARTED or COMPLETED, else no rule applies",
        VISITS + ".Visit Start Time, Visit End Time");
  }

  /** It stops nobody: without a place a pair has no distance. */
  Gate place() {
    String source =
        switch (Values.said(Values.text(visit, "place"))) {
          case "OUT" -> "where the call out was made";
          case "IN" -> "where the call in was made";
          case "HOME" -> "the patient's address";
          default -> "none";
        };
    return new Gate(
        "place",
        side,
        null,
        there ? source : "not known",
        "",
        VISITS + ".Call Out, Call In GPS Coordinates; DIMPATIENTADDRESS");
  }

  /** It keeps a pair from being inserted; what is stored is written all the same. */
  Gate missed(boolean isStored) {
    boolean missed = visit.flag("is_missed");
    return new Gate(
        "missed",
        side,
        (there && !(missed && isStored)) ? !missed : null,
        there ? (missed ? "missed" : "not missed") : "not known",
        isStored ? "not missed: else a row that is not stored is not inserted" : "not missed",
        VISITS + ".Is Missed");
  }

  /** A number of this answer, in the place of the person. */
  String person() {
    return hasSsn ? "person " + visit.number("person_no") : "nobody";
  }

  /** How many caregivers the person is; of one who is left out nobody counts them. */
  String sharedBy() {
    return visit.isNull("shared_by")
        ? ""
        : ", shared by %d caregiver(s)".formatted(visit.number("shared_by"));
  }

  /** Whether the visit, as it is now, can bring a run to its rows: as one of the delta. */
  boolean canBeOfADelta() {
    return mayLeaveRows() && visit.flag("in_window") && visit.flag("person_passes");
  }

  /** Likewise to its rows of the window, as one that has gone to where nobody looks. */
  boolean canHaveGone() {
    return mayLeaveRows()
        && (visit.flag("of_nobody") || (visit.flag("person_passes") && !visit.flag("in_window")));
  }

  private boolean mayLeaveRows() {
    return there
        && !visit.flag("placeholder")
        && providerId().isPresent()
        && !visit.flag("provider_excluded");
  }

  /** What an answer calls it: a or b, event or visit. */
  String side() {
    return side;
  }

  String words() {
    return (side.length() == 1 ? "visit " : "the ") + side;
  }

  boolean isThere() {
    return there;
  }

  Optional<String> providerId() {
    return visit.isNull("provider_id") ? Optional.empty() : Optional.of(id());
  }

  boolean hasSsn() {
    return hasSsn;
  }

  String states() {
    String one = Values.said(Values.text(visit, "state_1"));
    return visit.isNull("state_2") ? one : one + " or " + visit.text("state_2");
  }

  String updated() {
    String at = Values.time(visit, "updated");
    return "visit %s updated %s".formatted(side, at == null ? "-" : at + " UTC");
  }

  String day() {
    return Values.said(Values.text(visit, "visit_date"));
  }

  Row row() {
    return visit;
  }
}
