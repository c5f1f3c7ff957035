package care.conflict.acceptance.worlds;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the attributes of visits that status management looks at, in every combination. */
final class StatusVisitMaker {

  private static final int LONG_ID = 13;

  private final Chance chance;

  StatusVisitMaker(Chance chance) {
    this.chance = chance;
  }

  /** Attributes by their names in the specification; those that are NULL are absent. */
  Map<String, String> visit(LocalDate date) {
    Map<String, String> visit = new HashMap<>();
    visit.put("VisitID", chance.uuid().toLowerCase(Locale.ROOT));
    visit.put("AppVisitID", appId());
    visit.put("ProviderName", chance.name(100));
    visit.put("AgencyContact", chance.percent(30) ? chance.name(100) : null);
    visit.put("IsMissed", chance.percent(12) ? "true" : chance.one("false", null));
    times(visit, date);
    money(visit);
    visit.values().removeIf(v -> v == null);
    return visit;
  }

  /** Another state of the visit: what a row shows that was written before the last change. */
  Map<String, String> changed(Map<String, String> visit, LocalDate date) {
    Map<String, String> other = new HashMap<>(visit(date));
    other.put("VisitID", visit.get("VisitID"));
    return other;
  }

  /** Two ids of 12 and 13 digits just fit into a reverse UUID. */
  private String appId() {
    if (chance.percent(4)) {
      return null;
    }
    int digits = chance.percent(70) ? 8 : chance.one(LONG_ID - 1, LONG_ID, 18);
    StringBuilder id = new StringBuilder(chance.number(9));
    while (id.length() < digits) {
      id.append(chance.below(10));
    }
    return id.toString();
  }

  private void times(Map<String, String> visit, LocalDate date) {
    LocalDateTime start = date.atTime(chance.one(8, 9, 10), chance.one(0, 0, 15));
    LocalDateTime end = start.plusMinutes(chance.one(0, 45, 60, 120, 120, 600, -30));
    if (chance.percent(12)) {
      put(visit, "InserviceStartDate", start);
      put(visit, "InserviceEndDate", end);
    }
    if (chance.percent(85)) {
      put(visit, "SchStartTime", start);
      put(visit, "SchEndTime", end.plusSeconds(chance.one(0, 0, 0, 20)));
    }
    if (chance.percent(60)) {
      put(visit, "VisitStartTime", start.plusSeconds(chance.below(600)));
      put(visit, "VisitEndTime", end.minusSeconds(chance.below(600)));
    }
  }

  private void put(Map<String, String> visit, String name, LocalDateTime time) {
    visit.put(name, chance.percent(6) ? null : time.toString());
  }

  private void money(Map<String, String> visit) {
    visit.put(
        "RateType",
        chance.percent(80)
            ? chance.one("Hourly", "Daily", "Daily", "Visit", "Visit")
            : chance.one("hourly", "DAILY", "vISIT", "Weekly", " Daily", "", null));
    visit.put("Billed", chance.one("yes", "yes", "yes", "no", "no", "YES", "Yes", "NO", "y", null));
    visit.put("BilledHours", chance.percent(75) ? hours() : chance.one("0", "-1.5", null, null));
    visit.put("BillRateBoth", chance.percent(85) ? rate() : chance.one("0", "-2.25", null));
  }

  private String hours() {
    return "1" + chance.decimal(9, 2);
  }

  private String rate() {
    return chance.percent(10) ? "0.00" + chance.number(99) : chance.decimal(300, 2);
  }
}
