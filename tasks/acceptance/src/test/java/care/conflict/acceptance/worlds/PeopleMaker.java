package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.World;
import java.util.ArrayList;
import java.util.List;

/** Makes people: each one SSN, and several caregivers. */
final class PeopleMaker {

  /** A caregiver as one provider knows them. */
  record Caregiver(String id, String appId, String provider) {}

  private final World world;
  private final Chance chance;
  private final List<String> providers;
  private final List<List<Caregiver>> people = new ArrayList<>();

  private PeopleMaker(World world, Chance chance, List<String> providers) {
    this.world = world;
    this.chance = chance;
    this.providers = providers;
  }

  /** So many people with what providers know them by. */
  static List<List<Caregiver>> make(World world, Chance chance, List<String> providers, int count) {
    PeopleMaker maker = new PeopleMaker(world, chance, providers);
    for (int person = 0; person < count; person++) {
      maker.makePerson(person);
    }
    world.storeRows("excluded_ssn").add(row("ID", "900001"));
    world.storeRows("excluded_ssn").add(row("ID", "900002", "SSN", "   "));
    return maker.people;
  }

  /** A person: one SSN, known under another caregiver id at each of some providers. */
  private void makePerson(int person) {
    String ssn = ssn(person);
    if (ssn != null && ssn.length() < 12 && chance.percent(3)) {
      world
          .storeRows("excluded_ssn")
          .add(row("ID", Integer.toString(1 + person), "SSN", spelled(ssn)));
    }
    List<Caregiver> known = new ArrayList<>();
    for (int i = 2 + chance.below(3); i > 0; i--) {
      Caregiver caregiver =
          new Caregiver(chance.uuid(), chance.number(9_999_999), chance.one(providers));
      known.add(caregiver);
      world
          .warehouseRows("DIMCAREGIVER")
          .add(
              row(
                  "Caregiver Id", caregiver.id(),
                  "Application Caregiver Id", caregiver.appId(),
                  "Caregiver Code", chance.unlimited(50),
                  "Caregiver Firstname", chance.unlimited(50),
                  "Caregiver Lastname", chance.unlimited(50),
                  "Caregiver Fullname", chance.unlimited(101),
                  "SSN", spelled(ssn),
                  "Status", chance.word(50, "Active", "Inactive", "On Leave")));
    }
    people.add(known);
  }

  /** One and the same SSN, as one provider or another types it. */
  private String spelled(String ssn) {
    if (ssn == null || chance.percent(75)) {
      return ssn;
    }
    return chance.one(
        " " + ssn,
        ssn + " ",
        "  " + ssn + "  ",
        dashed(ssn),
        dashed(ssn),
        " " + dashed(ssn),
        oddlyDashed(ssn));
  }

  private static String dashed(String ssn) {
    return ssn.matches("[0-9]{9}")
        ? ssn.substring(0, 3) + "-" + ssn.substring(3, 5) + "-" + ssn.substring(5)
        : ssn;
  }

  private static String oddlyDashed(String ssn) {
    return ssn.matches("[0-9]{9}") ? ssn.substring(0, 5) + "-" + ssn.substring(5) : ssn;
  }

  /** Mostly nine digits that are never issued; also blank, absent and overlong ones, and none. */
  private String ssn(int person) {
    String digits = "%09d".formatted(900_000_000 + person);
    return switch (person % 50) {
      case 7 -> chance.one(null, "", "   ");
      case 8 -> chance.one("000000000", "999999999", "333333333", "123456789");
      case 9 -> chance.one("N/A", "n/a", "pending");
      case 10 -> digits + "-overlong-as-no-ssn-is";
      case 11 -> person + "-overlong-as-no-ssn-is";
      default -> digits;
    };
  }
}
