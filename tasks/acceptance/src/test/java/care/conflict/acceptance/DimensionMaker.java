package care.conflict.acceptance;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the warehouse's dimension tables of a world, and the exclusions that go with them. */
final class DimensionMaker {

  /** A caregiver as one provider knows them. */
  record Caregiver(String id, String appId, String provider) {}

  private final World world;
  private final Chance chance;
  final List<String> providers = new ArrayList<>();
  final List<List<Caregiver>> people = new ArrayList<>();
  final List<String> offices = new ArrayList<>();
  final List<String> patients = new ArrayList<>();
  final List<String> payers = new ArrayList<>();
  final List<String> contracts = new ArrayList<>();
  final List<String> serviceCodes = new ArrayList<>();
  final List<String> users = new ArrayList<>();

  DimensionMaker(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  void make(int personCount) {
    makeProviders();
    times(12, () -> plain("DIMOFFICE", "Office", offices, row -> row.put("Office Name", chance.name(100))));
    times(10, this::makePayer);
    times(10, () -> plain("DIMCONTRACT", "Contract", contracts, row -> row.put("Contract Name", chance.name(250))));
    times(15, () -> plain("DIMSERVICECODE", "Service Code", serviceCodes, row -> row.put("Service Code", chance.name(50))));
    times(15, () -> plain("DIMUSER", "User", users, row -> row.put("User Fullname", chance.name(511))));
    times(40 + personCount / 4, this::makePatient);
    for (int person = 0; person < personCount; person++) {
      makePerson(person);
    }
    world.storeRows("excluded_ssn").add(row("ID", "900001"));
    world.storeRows("excluded_ssn").add(row("ID", "900002", "SSN", "   "));
    world.storeRows("excluded_agency").add(row("ID", "900003", "AgencyName", "nobody"));
  }

  private static void times(int count, Runnable step) {
    for (int i = 0; i < count; i++) {
      step.run();
    }
  }

  static Map<String, String> row(String... keysAndValues) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i + 1] != null) {
        row.put(keysAndValues[i], keysAndValues[i + 1]);
      }
    }
    return row;
  }

  /** A dimension of id, application id, name and, where it has one, an active mark. */
  private void plain(
      String table, String name, List<String> ids, Consumer<Map<String, String>> rest) {
    Map<String, String> row =
        row(name + " Id", chance.uuid(), "Application " + name + " Id", chance.number(1_000_000));
    rest.accept(row);
    if (Spec.warehouseTable(table).containsKey("Is Active")) {
      row.put("Is Active", chance.percent(80) ? "true" : chance.one("false", null));
    }
    row.values().removeIf(v -> v == null);
    ids.add(row.get(name + " Id"));
    world.warehouseRows(table).add(row);
  }

  private void makeProviders() {
    for (int i = 0; i < 24; i++) {
      String id = chance.uuid();
      providers.add(id);
      String active = i == 20 ? "false" : i == 21 ? null : "true";
      String demo = i == 22 ? "true" : chance.one("false", "false", null);
      if (i == 23) {
        continue; // in no dimension at all
      }
      world
          .warehouseRows("DIMPROVIDER")
          .add(
              row(
                  "Provider Id", id,
                  "Application Provider Id", chance.number(99_999),
                  "Provider Name", chance.name(200),
                  "Address State", state(),
                  "Federal Tax Number", chance.percent(90) ? chance.number(999_999) : null,
                  "Phone Number 1", chance.percent(90) ? "212-555-" + chance.below(9999) : null,
                  "Is Active", active,
                  "Is Demo", demo));
      if (i == 18 || i == 19) {
        world
            .storeRows("excluded_agency")
            .add(row("ID", chance.number(9999), "AgencyName", "gone", "ProviderID", id));
      }
    }
  }

  String state() {
    if (chance.percent(70)) {
      return "NY";
    }
    return chance.one(
        "NY", "NY", "NY", "ny ", "NEW YORK", " New York", "PA", "Pennsylvania", "LI",
        "LONG ISLAND", "Mississippi", "MS", "NJ", "", "  ", null);
  }

  private void makePayer() {
    plain(
        "DIMPAYER",
        "Payer",
        payers,
        row -> {
          row.put("Payer Name", chance.name(50));
          row.put("Payer State", chance.one("NY", "PA", "New York and others", null));
          row.put("Is Demo", chance.one("false", "false", null, "true"));
        });
  }

  private void makePatient() {
    plain(
        "DIMPATIENT",
        "Patient",
        patients,
        row -> {
          row.put("Patient Name", chance.name(201));
          row.put("Patient Firstname", chance.name(100));
          row.put("Patient Lastname", chance.name(100));
          row.put("Admission Id", chance.name(500));
          row.put("Medicaid Number", chance.name(100));
          row.put("Status", chance.word(50, "Active", "Discharged"));
        });
    String patient = patients.get(patients.size() - 1);
    for (int i = chance.below(4); i > 0; i--) {
      world.warehouseRows("DIMPATIENTADDRESS").add(address(patient));
    }
  }

  private Map<String, String> address(String patient) {
    boolean outOfRange = chance.percent(3);
    LocalDateTime created = world.now().minusDays(chance.below(3)).withNano(0);
    return row(
        "Patient Address Id", chance.uuid(),
        "Application Patient Address Id", Integer.toString(nextAddress++),
        "Patient Id", patient,
        "Address Type", chance.one("GPS", "Home, GPS", "GPS Billing", "gps", "Home", null),
        "Primary Address", chance.one("true", "true", "true", "false", null),
        "Address Line 1", chance.name(500),
        "Address Line 2", chance.name(100),
        "City", chance.name(255),
        "County", chance.name(100),
        "Zip Code", chance.number(99_999),
        "Address State", state(),
        "Latitude", chance.percent(5) ? null : outOfRange ? "90.00000001" : "40." + digits(),
        "Longitude", chance.percent(5) ? null : "-7" + chance.below(5) + "." + digits(),
        "Application Created UTC Timestamp", chance.percent(10) ? null : stamp(created) + "+00");
  }

  private int nextAddress = 1;

  private String digits() {
    return "%08d".formatted(chance.below(100_000_000));
  }

  static String stamp(LocalDateTime time) {
    return "%tF %<tT.%06d".formatted(time, time.getNano() / 1000);
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
