package care.conflict.acceptance;

import static care.conflict.acceptance.Rows.stamp;

import care.conflict.acceptance.PeopleMaker.Caregiver;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Makes visits that meet each other often: few days a person, few times a day. */
final class VisitMaker {

  private final World world;
  private final Chance chance;
  private final DimensionMaker dimensions;
  private final List<List<Caregiver>> people;
  private final Parameters parameters;

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
  }

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
            "Application Visit Id", chance.percent(0.2) ? "9".repeat(20) : number(),
            "Visit Date", date == null ? null : date.toString(),
            "Caregiver Id", caregiver.id(),
            "Application Caregiver Id", caregiver.appId(),
            "Provider Id", chance.percent(0.3) ? null : caregiver.provider(),
            "Application Provider Id", number(),
            "Office Id", chance.percent(0.2) ? "office-7" : chance.one(dimensions.offices),
            "Application Office Id", number(),
            "Visit Updated Timestamp", updated(),
            "Visit Updated User Id", maybe(chance.one(dimensions.users)),
            "Application Visit Updated User Id", number());
    patients(row);
    money(row);
    times(row, date == null ? world.now().toLocalDate() : date);
    row.put("Call Out GPS Coordinates", coordinates());
    row.put("Call In GPS Coordinates", coordinates());
    row.put("Call Out Device Type", chance.word(100, "Phone", "GPS", "FOB"));
    row.put("Is Missed", chance.one("false", "false", "false", "true", null));
    row.put("Missed Visit Reason", chance.percent(10) ? chance.name(500) : null);
    row.values().removeIf(v -> v == null);
    return row;
  }

  private String number() {
    return chance.percent(3) ? null : chance.number(99_999_999);
  }

  private String maybe(String value) {
    return chance.percent(8) ? null : value;
  }

  private String visitId() {
    if (chance.percent(0.3)) {
      return chance.percent(40) ? null : "visit-" + chance.number(999_999_999);
    }
    return chance.uuid();
  }

  private void patients(Map<String, String> row) {
    for (String side : new String[] {"", "Payer ", "Provider "}) {
      row.put(side + "Patient Id", maybe(chance.one(dimensions.patients)));
      row.put("Application " + side + "Patient Id", number());
    }
    row.put("Payer Id", maybe(chance.one(dimensions.payers)));
    row.put("Application Payer Id", chance.one("0", null, chance.number(99_999)));
    row.put("Contract Id", maybe(chance.one(dimensions.contracts)));
    row.put("Application Contract Id", chance.one("0", null, chance.number(99_999)));
    row.put("Service Code Id", maybe(chance.one(dimensions.serviceCodes)));
    row.put("Application Service Code Id", number());
  }

  private void money(Map<String, String> row) {
    row.put("Bill Type", chance.word(50, "Hourly", "Daily", "Visit"));
    row.put("Billed", chance.one("yes", "no", "no", null));
    row.put("Billed Hours", maybe(chance.decimal(24, 2)));
    row.put("Billed Rate", maybe(chance.decimal(90, 3)));
    row.put("Total Billed Amount", maybe(chance.decimal(90_000, 3)));
    row.put("Bill Rate Non-Billed", maybe(chance.decimal(90, 2)));
    row.put("Invoice Date", chance.percent(40) ? "2025-11-02" : null);
  }

  private void times(Map<String, String> row, LocalDate date) {
    LocalDateTime start = date.atTime(chance.one(8, 9, 9, 9, 10, 23), chance.one(0, 0, 0, 0, 15));
    LocalDateTime end = start.plusMinutes(chance.one(0, 60, 60, 60, 60, 60, 120, 120));
    row.put("Scheduled Start Time", maybeTime(start, "+00"));
    row.put("Scheduled End Time", maybeTime(end, "+00"));
    LocalDateTime began = start.plusSeconds(chance.one(0, 0, 0, 1, -59, 600, -900, 7200));
    LocalDateTime ended = end.plusSeconds(chance.one(0, 0, 0, 30, 61, -600, 900, 7200));
    boolean completed = chance.percent(60);
    boolean half = chance.percent(5);
    row.put("Visit Start Time", completed ? stamp(fraction(began)) : half ? stamp(began) : null);
    row.put("Visit End Time", completed && !half ? stamp(ended) : null);
    row.put("Call In Time", completed ? maybeTime(began, "") : null);
    row.put("Call Out Time", completed ? maybeTime(ended, "") : null);
  }

  private LocalDateTime fraction(LocalDateTime time) {
    return chance.percent(2) ? time.plusNanos(1000L * chance.below(1_000_000)) : time;
  }

  private String maybeTime(LocalDateTime time, String zone) {
    return chance.percent(2) ? null : stamp(time) + zone;
  }

  private String updated() {
    LocalDateTime edge = world.now().minusHours(parameters.lookbackHours());
    LocalDateTime time =
        chance.percent(35)
            ? chance.one(
                edge, edge.plusNanos(1000), edge.plusHours(5), world.now(), world.now().plusDays(9))
            : chance.one(edge.minusNanos(1000), edge.minusSeconds(1), edge.minusDays(40), null);
    return time == null ? null : stamp(time) + "+00";
  }

  /** Coordinates near New York in every form of text, good and bad. */
  private String coordinates() {
    String latitude = "40." + "%05d".formatted(chance.below(100_000));
    String longitude = "-7" + chance.one("3", "4") + "." + "%05d".formatted(chance.below(100_000));
    String plain = latitude + "," + longitude;
    return chance.percent(45)
        ? plain
        : chance.one(
            null,
            null,
            "",
            "  ",
            ",",
            "\",\"",
            "\"" + plain + "\"",
            " " + latitude + " , " + longitude,
            "\"" + latitude + "\",\"" + longitude + "\"",
            "+" + plain,
            latitude + ",",
            "," + longitude,
            "4.0712e1,-7.40060E+01",
            "91," + longitude,
            latitude + ",-180.5",
            "none",
            latitude + ";" + longitude,
            plain + ",5",
            "NaN,NaN",
            "0x28,1",
            "1e400,2",
            "40.7 12,-74",
            ".5e2,-.74e2",
            "90,180",
            "-90.0,-180.0",
            "1d,2f",
            "40,5,-74,0",
            "Infinity,0");
  }
}
