package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the warehouse's dimension tables of a world, and the exclusions that go with them. */
final class DimensionMaker {

  private final World world;
  private final Chance chance;
  private final AddressMaker addresses;
  final List<String> providers = new ArrayList<>();

  /** Those of the providers that are off, demo, excluded or not known. */
  final List<String> off = new ArrayList<>();

  final List<String> offices = new ArrayList<>();
  final List<String> patients = new ArrayList<>();
  final List<String> payers = new ArrayList<>();
  final List<String> contracts = new ArrayList<>();
  final List<String> serviceCodes = new ArrayList<>();
  final List<String> users = new ArrayList<>();

  DimensionMaker(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
    addresses = new AddressMaker(world, chance);
  }

  void make(int patientCount) {
    makeProviders();
    times(
        12,
        () ->
            plain(
                "DIMOFFICE",
                "Office",
                offices,
                row -> row.put("Office Name", chance.unlimited(100))));
    times(10, this::makePayer);
    times(
        10,
        () ->
            plain(
                "DIMCONTRACT",
                "Contract",
                contracts,
                row -> row.put("Contract Name", chance.unlimited(250))));
    times(
        15,
        () ->
            plain(
                "DIMSERVICECODE",
                "Service Code",
                serviceCodes,
                row -> row.put("Service Code", chance.unlimited(50))));
    times(
        15,
        () ->
            plain(
                "DIMUSER", "User", users, row -> row.put("User Fullname", chance.unlimited(511))));
    times(patientCount, this::makePatient);
    for (String table : List.of("DIMPROVIDER", "DIMOFFICE", "DIMPAYER", "DIMPATIENT", "DIMUSER")) {
      makeTwins(table);
    }
    world.storeRows("excluded_agency").add(row("ID", "900003", "AgencyName", "nobody"));
  }

  /** A few rows are there twice: the id is spelled otherwise, the rest is the same. */
  private void makeTwins(String table) {
    List<Map<String, String>> rows = world.warehouseRows(table);
    for (Map<String, String> row : List.copyOf(rows.subList(rows.size() / 2, rows.size()))) {
      if (chance.percent(8)) {
        Map<String, String> twin = new HashMap<>(row);
        twin.computeIfPresent(idOf(table), (c, id) -> id.toUpperCase(Locale.ROOT));
        rows.add(twin);
      }
    }
  }

  /** DIMOFFICE has an "Office Id". */
  private static String idOf(String table) {
    return table.charAt(3) + table.substring(4).toLowerCase(Locale.ROOT) + " Id";
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
        row(name + " Id", chance.uuid(), "Application " + name + " Id", applicationId(table));
    rest.accept(row);
    if (Spec.warehouseTable(table).contains("Is Active")) {
      row.put("Is Active", chance.percent(80) ? "true" : chance.one("false", null));
    }
    row.values().removeIf(v -> v == null);
    ids.add(row.get(name + " Id"));
    world.warehouseRows(table).add(row);
  }

  /** Patients are told apart by theirs in one form of the replica. */
  private String applicationId(String table) {
    return table.equals("DIMPATIENT")
        ? Integer.toString(70_000 + world.warehouseRows(table).size())
        : chance.applicationId(1_000_000);
  }

  private void makeProviders() {
    for (int i = 0; i < 24; i++) {
      String id = chance.uuid();
      providers.add(id);
      String active = i == 20 ? "false" : i == 21 ? null : "true";
      String demo = i == 22 ? "true" : i == 17 ? null : "false";
      if (i > 16) {
        off.add(id);
      }
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
                  chance.applicationId(99_999),
                  "Provider Name",
                  chance.unlimited(200),
                  "Address State",
                  addresses.state(),
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

  private void makePayer() {
    plain(
        "DIMPAYER",
        "Payer",
        payers,
        row -> {
          row.put("Payer Name", chance.unlimited(50));
          row.put("Payer State", chance.one("NY", "PA", "New York and others", null));
          row.put("Is Demo", chance.one("false", "false", "false", null, "true"));
        });
  }

  private void makePatient() {
    plain(
        "DIMPATIENT",
        "Patient",
        patients,
        row -> {
          row.put("Patient Name", chance.unlimited(201));
          row.put("Patient Firstname", chance.unlimited(100));
          row.put("Patient Lastname", chance.unlimited(100));
          row.put("Admission Id", chance.name(500));
          row.put("Medicaid Number", chance.unlimited(100));
          row.put("Status", chance.word(50, "Active", "Discharged"));
        });
    addresses.make(world.warehouseRows("DIMPATIENT").get(patients.size() - 1));
  }
}
