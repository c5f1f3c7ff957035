package care.conflict.acceptance;

import static care.conflict.acceptance.Rows.row;

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
    if (ssn != null && chance.percent(3)) {
      String shown = ssn.length() > 20 ? ssn.substring(0, 20) : ssn;
      String blank = shown.length() > 18 ? shown : chance.one(shown, " " + shown, shown + "  ");
      world.storeRows("excluded_ssn").add(row("ID", Integer.toString(1 + person), "SSN", blank));
    }
    List<Caregiver> known = new ArrayList<>();
    for (int i = 2 + chance.below(3); i > 0; i--) {
      Caregiver caregiver =
          new Caregiver(chance.uuid(), chance.number(9_999_999), chance.one(providers));
      known.add(caregiver);
      boolean blanks = ssn != null && chance.percent(10);
      world
          .warehouseRows("DIMCAREGIVER")
          .add(
              row(
                  "Caregiver Id", caregiver.id(),
                  "Application Caregiver Id", caregiver.appId(),
                  "Caregiver Code", chance.name(50),
                  "Caregiver Firstname", chance.name(50),
                  "Caregiver Lastname", chance.name(50),
                  "Caregiver Fullname", chance.name(101),
                  "SSN", blanks ? chance.one(" " + ssn, ssn + " ", "  " + ssn + "  ") : ssn,
                  "Status", chance.word(50, "Active", "Inactive", "On Leave")));
    }
    people.add(known);
  }

  /** Mostly nine digits that are never issued; also dashed, blank, absent and overlong ones. */
  private String ssn(int person) {
    String digits = "%09d".formatted(900_000_000 + person);
    if (person % 50 == 7) {
      return chance.one(null, "", "   ");
    }
    if (person % 50 == 8) {
      return digits.substring(0, 3) + "-" + digits.substring(3, 5) + "-" + digits.substring(5);
    }
    return person % 200 == 9 ? digits + "-overlong-as-no-ssn-is" : digits;
  }
}
