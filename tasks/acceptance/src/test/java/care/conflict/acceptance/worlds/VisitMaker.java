package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.stamp;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.worlds.PeopleMaker.Caregiver;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Makes visits that meet each other often: few days a person, few times a day. */
public final class VisitMaker {

  private final World world;
  private final Chance chance;
  private final DimensionMaker dimensions;
  private final List<List<Caregiver>> people;
  private final Parameters parameters;
  private final CoordinateMaker coordinates;

  VisitMaker(
      World world,
      Chance chance,
      DimensionMaker dimensions,
      List<List<Caregiver>> people,
      Parameters parameters) {
    this.world = world;
    this.chance = chance;
    this.dimensions = dimensions;
    this.people = people;
    this.parameters = parameters;
    coordinates = new CoordinateMaker(chance);
  }

  /** About so many. */
  void make(int count) {
    int person = 0;
    while (world.warehouseRows(World.FACT).size() < count) {
      List<Caregiver> known = people.get(person);
      LocalDate date = date(person);
      for (int i = 2 + chance.below(4); i > 0; i--) {
        world.warehouseRows(World.FACT).add(visit(chance.one(known), date));
      }
      person = (person + 1) % people.size();
    }
  }

  private LocalDate date(int person) {
    LocalDate today = world.now().toLocalDate();
    LocalDate first = today.minusYears(parameters.lookbackYears());
    LocalDate last = today.plusDays(parameters.lookforwardDays());
    if (chance.percent(80)) {
      return today.plusDays((person + chance.below(3)) % 20 - 15);
    }
    return chance.one(
        first,
        first.minusDays(1),
        first.plusDays(1),
        last,
        last.plusDays(1),
        last.minusDays(1),
        today,
        today.minusDays(chance.below(700)),
        today.plusDays(chance.below(60)),
        null);
  }

  private Map<String, String> visit(Caregiver caregiver, LocalDate date) {
    Map<String, String> row =
        Rows.row(
            "Visit Id", visitId(),
            "Application Visit Id", chance.applicationId(99_999_999),
            "Visit Date", midnight(date),
            "Caregiver Id", chance.spelled(caregiver.id()),
            "Application Caregiver Id", caregiver.appId(),
            "Provider Id", provider(caregiver),
            "Application Provider Id", chance.applicationId(99_999_999),
            "Office Id", maybeOdd("office-7", chance.one(dimensions.offices)),
            "Application Office Id", chance.applicationId(99_999_999),
            "Visit Updated Timestamp", updated(),
            "Visit Updated User Id", maybeOdd("user-7", chance.one(dimensions.users)),
            "Application Visit Updated User Id", chance.applicationId(99_999_999));
    patients(row);
    money(row);
    times(row, date == null ? world.now().toLocalDate() : date);
    row.put("Call Out GPS Coordinates", coordinates.text());
    row.put("Call In GPS Coordinates", coordinates.text());
    row.put("Call Out Device Type", chance.word(20, "Phone", "GPS", "FOB"));
    row.put("Is Missed", chance.one("false", "false", "false", "true", null));
    row.put("Missed Visit Reason", chance.percent(10) ? chance.name(500) : null);
    row.values().removeIf(v -> v == null);
    return row;
  }

  /** A day as the source has it: midnight of one zone or another, which is the same day here. */
  private String midnight(LocalDate date) {
    return date == null ? null : stamp(date.atStartOfDay()) + chance.one("-05", "-05", "+00");
  }

  private String provider(Caregiver caregiver) {
    return chance.percent(0.6)
        ? chance.one(null, "provider-7")
        : chance.spelled(caregiver.provider());
  }

  private String maybe(String value) {
    return chance.percent(8) ? null : value;
  }

  /** An id, absent, or now and then one that is none. */
  private String maybeOdd(String odd, String id) {
    return chance.percent(0.6) ? odd : maybe(chance.spelled(id));
  }

  private String visitId() {
    if (chance.percent(0.3)) {
      return chance.percent(40) ? null : "visit-" + chance.number(999_999_999);
    }
    return chance.spelled(chance.uuid());
  }

  private void patients(Map<String, String> row) {
    for (String side : new String[] {"", "Payer ", "Provider "}) {
      row.put(side + "Patient Id", maybeOdd("patient-7", chance.one(dimensions.patients)));
      row.put("Application " + side + "Patient Id", chance.applicationNumber(99_999_999));
    }
    row.put("Payer Id", maybeOdd("payer-7", chance.one(dimensions.payers)));
    row.put("Application Payer Id", chance.one("0", null, chance.number(99_999)));
    row.put("Contract Id", maybeOdd("contract-7", chance.one(dimensions.contracts)));
    row.put("Application Contract Id", contractId());
    row.put("Service Code Id", maybeOdd("code-7", chance.one(dimensions.serviceCodes)));
    row.put("Application Service Code Id", chance.applicationNumber(99_999_999));
  }

  private String contractId() {
    return chance.percent(70)
        ? chance.one("0", null, chance.number(99_999))
        : chance.one("00", "", "A-17", "0.0", " 0", "9".repeat(20));
  }

  private void money(Map<String, String> row) {
    row.put("Bill Type", chance.word(50, "Hourly", "Daily", "Visit", "hourly"));
    row.put("Billed", chance.one("yes", "yes", "no", "no", "Yes", null));
    row.put("Billed Hours", maybe(chance.decimal(24, chance.one(2, 6))));
    row.put("Billed Rate", maybe(chance.decimal(90, 3)));
    row.put("Total Billed Amount", maybe(chance.decimal(90_000, 3)));
    row.put("Bill Rate Non-Billed", maybe(chance.decimal(90, chance.one(2, 6))));
    row.put("Invoice Date", chance.percent(40) ? midnight(LocalDate.parse("2025-11-02")) : null);
  }

  private void times(Map<String, String> row, LocalDate date) {
    LocalDateTime start = date.atTime(chance.one(8, 9, 9, 9, 10, 23), chance.one(0, 0, 0, 0, 15));
    LocalDateTime end = start.plusMinutes(chance.one(0, 60, 60, 60, 60, 60, 120, 120));
    row.put("Scheduled Start Time", maybeTime(start));
    row.put("Scheduled End Time", maybeTime(end));
    LocalDateTime began = start.plusSeconds(chance.one(0, 0, 0, 1, -59, 600, -900, 7200));
    LocalDateTime ended = end.plusSeconds(chance.one(0, 0, 0, 30, 61, -600, 900, 7200));
    boolean completed = chance.percent(60);
    boolean half = chance.percent(5);
    row.put("Visit Start Time", completed ? zoned(fraction(began)) : half ? zoned(began) : null);
    row.put("Visit End Time", completed && !half ? zoned(ended) : null);
    row.put("Call In Time", completed ? maybeTime(began) : null);
    row.put("Call Out Time", completed ? maybeTime(ended) : null);
  }

  private LocalDateTime fraction(LocalDateTime time) {
    return chance.percent(2) ? time.plusNanos(1000L * chance.below(1_000_000)) : time;
  }

  private String maybeTime(LocalDateTime time) {
    return chance.percent(2) ? null : zoned(time);
  }

  /** A time with the zone of the agencies. */
  public static String zoned(LocalDateTime time) {
    return stamp(time) + "+00";
  }

  private String updated() {
    LocalDateTime edge = world.now().minusHours(parameters.lookbackHours());
    LocalDateTime time =
        chance.percent(35)
            ? chance.one(
                edge, edge.plusNanos(1000), edge.plusHours(5), world.now(), world.now().plusDays(9))
            : chance.one(edge.minusNanos(1000), edge.minusSeconds(1), edge.minusDays(40), null);
    return time == null ? null : zoned(time);
  }
}
