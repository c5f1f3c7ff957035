package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.World;
import java.time.LocalDateTime;
import java.util.Map;

/** Makes the addresses of patients: with a place, without one, and at the zero that is none. */
final class AddressMaker {

  private final World world;
  private final Chance chance;
  private int nextAddress = 1;

  AddressMaker(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  /** Up to three of a patient's. */
  void make(Map<String, String> patient) {
    int count = chance.below(4);
    for (int i = 0; i < count; i++) {
      // no two of a patient's are equally old: which of them counts is not said
      LocalDateTime created = world.now().minusDays(chance.below(3)).minusSeconds(i).withNano(0);
      world.warehouseRows("DIMPATIENTADDRESS").add(address(patient, i == 1 ? null : created));
    }
  }

  private Map<String, String> address(Map<String, String> patient, LocalDateTime created) {
    String[] place = place();
    return row(
        "Patient Address Id", chance.percent(1) ? "address-7" : chance.uuid(),
        "Application Patient Address Id", Integer.toString(nextAddress++),
        "Patient Id", chance.spelled(patient.get("Patient Id")),
        "Application Patient Id", patient.get("Application Patient Id"),
        "Address Type", chance.one("GPS", "Home, GPS", "GPS Billing", "gps", "Home", null),
        "Primary Address", chance.one("true", "true", "true", "false", null),
        "Address Line 1", chance.unlimited(500),
        "Address Line 2", chance.unlimited(100),
        "City", chance.unlimited(255),
        "County", chance.unlimited(100),
        "Zip Code", chance.number(99_999),
        "Address State", state(),
        "Latitude", place[0],
        "Longitude", place[1],
        "Application Created UTC Timestamp", created == null ? null : VisitMaker.zoned(created));
  }

  private String[] place() {
    String[] somewhere = {"40." + digits(), "-7" + chance.below(5) + "." + digits()};
    return chance.percent(94)
        ? somewhere
        : chance.one(
            new String[] {"0", "0"},
            new String[] {"-0.0", "0.0"},
            new String[] {"0", somewhere[1]},
            new String[] {"NaN", "NaN"},
            new String[] {"90.00000001", somewhere[1]},
            new String[] {null, somewhere[1]},
            new String[] {somewhere[0], null});
  }

  private String digits() {
    return "%08d".formatted(chance.below(100_000_000));
  }

  String state() {
    if (chance.percent(70)) {
      return "NY";
    }
    return chance.one(
        "NY",
        "NY",
        "NY",
        "ny ",
        "NEW YORK",
        " New York",
        "PA",
        "Pennsylvania",
        "LI",
        "LONG ISLAND",
        "Mississippi",
        "MS",
        "NJ",
        "",
        "  ",
        null);
  }
}
