package care.conflict.acceptance;

import static care.conflict.acceptance.Rows.row;
import static care.conflict.acceptance.Rows.stamp;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the warehouse's dimension tables of a world, and the exclusions that go with them. */
final class DimensionMaker {

  private final World world;
  private final Chance chance;
  final List<String> providers = new ArrayList<>();
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

  void make(int patientCount) {
    makeProviders();
    times(
        12,
        () ->
            plain("DIMOFFICE", "Office", offices, row -> row.put("Office Name", chance.name(100))));
    times(10, this::makePayer);
    times(
        10,
        () ->
            plain(
                "DIMCONTRACT",
                "Contract",
                contracts,
                row -> row.put("Contract Name", chance.name(250))));
    times(
        15,
        () ->
            plain(
                "DIMSERVICECODE",
                "Service Code",
                serviceCodes,
                row -> row.put("Service Code", chance.name(50))));
    times(
        15,
        () -> plain("DIMUSER", "User", users, row -> row.put("User Fullname", chance.name(511))));
    times(patientCount, this::makePatient);
    world.storeRows("excluded_agency").add(row("ID", "900003", "AgencyName", "nobody"));
  }

  private static void times(int count, Runnable step) {
    for (int i = 0; i < count; i++) {
      step.run();
    }
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
                  "Provider Id",
                  id,
                  "Application Provider Id",
                  chance.number(99_999),
                  "Provider Name",
                  chance.name(200),
                  "Address State",
                  state(),
                  "Federal Tax Number",
                  chance.percent(90) ? chance.number(999_999) : null,
                  "Phone Number 1",
                  chance.percent(90) ? "212-555-" + chance.below(9999) : null,
                  "Is Active",
                  active,
                  "Is Demo",
                  demo));
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
}
