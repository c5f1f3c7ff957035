package care.conflict.acceptance;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the visits that count out of the warehouse's rows, with all their attributes. */
final class VisitReader {

  private static final Map<String, String> STATE_NAMES =
      Map.of("MISSISSIPPI", "MS", "NEW YORK", "NY", "PENNSYLVANIA", "PA", "LONG ISLAND", "LI");

  private final World world;
  private final LocalDateTime deltaFrom;
  private final LocalDate windowFrom;
  private final LocalDate windowTo;
  private final Map<String, Map<String, Map<String, String>>> dimensions = new HashMap<>();
  private final Map<String, Map<String, String>> newestAddresses = new HashMap<>();
  private final Set<String> excludedSsns = new HashSet<>();
  private final Set<String> excludedProviders = new HashSet<>();

  VisitReader(World world, Parameters parameters) {
    this.world = world;
    deltaFrom = world.now().minusHours(parameters.lookbackHours());
    windowFrom = world.now().toLocalDate().minusYears(parameters.lookbackYears());
    windowTo = world.now().toLocalDate().plusDays(parameters.lookforwardDays());
    index("DIMCAREGIVER", "Caregiver Id");
    index("DIMPROVIDER", "Provider Id");
    index("DIMOFFICE", "Office Id");
    index("DIMPATIENT", "Patient Id");
    index("DIMPAYER", "Payer Id");
    index("DIMCONTRACT", "Contract Id");
    index("DIMSERVICECODE", "Service Code Id");
    index("DIMUSER", "User Id");
    world.warehouseRows("DIMPATIENTADDRESS").stream()
        .filter(r -> "true".equals(r.get("Primary Address")))
        .filter(r -> r.getOrDefault("Address Type", "").contains("GPS"))
        .sorted(Comparator.comparing(VisitReader::age))
        .forEach(r -> newestAddresses.put(r.get("Patient Id"), r));
    world.storeRows("excluded_ssn").stream()
        .filter(r -> r.containsKey("SSN"))
        .forEach(r -> excludedSsns.add(r.get("SSN").strip()));
    world.storeRows("excluded_agency").stream()
        .filter(r -> r.containsKey("ProviderID"))
        .forEach(r -> excludedProviders.add(r.get("ProviderID").toLowerCase(Locale.ROOT)));
  }

  private void index(String table, String key) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    world.warehouseRows(table).forEach(r -> rows.put(r.get(key), r));
    dimensions.put(table, rows);
  }

  /** Sorts the newest address last; one without a time is the oldest. */
  private static String age(Map<String, String> address) {
    String created = address.getOrDefault("Application Created UTC Timestamp", "");
    long id = Long.parseLong(address.get("Application Patient Address Id"));
    return "%-40s%020d".formatted(created, id);
  }

  List<Visit> visits() {
    List<Visit> visits = new ArrayList<>();
    for (Map<String, String> fact : world.warehouseRows(World.FACT)) {
      read(fact).ifPresent(visits::add);
    }
    return visits;
  }

  /** The row of a dimension, empty where there is none. */
  Map<String, String> row(String table, String id) {
    return dimensions.get(table).getOrDefault(id == null ? "" : id, Map.of());
  }

  private Optional<Visit> read(Map<String, String> fact) {
    Map<String, String> caregiver = row("DIMCAREGIVER", fact.get("Caregiver Id"));
    String ssn = caregiver.getOrDefault("SSN", "").strip();
    String provider = fact.get("Provider Id");
    if (isExcluded(ssn, provider) || !fact.containsKey("Visit Date")) {
      return Optional.empty();
    }
    LocalDate date = LocalDate.parse(fact.get("Visit Date"));
    return isInWindow(date) ? Optional.of(visit(fact, date, ssn, provider)) : Optional.empty();
  }

  boolean isExcluded(String ssn, String provider) {
    return ssn.isEmpty()
        || excludedSsns.contains(ssn)
        || (provider != null && excludedProviders.contains(provider.toLowerCase(Locale.ROOT)));
  }

  boolean isInWindow(LocalDate date) {
    return !date.isBefore(windowFrom) && !date.isAfter(windowTo);
  }

  boolean isActive(String provider) {
    Map<String, String> row = row("DIMPROVIDER", provider);
    return "true".equals(row.get("Is Active")) && !"true".equals(row.get("Is Demo"));
  }

  private Visit visit(Map<String, String> fact, LocalDate date, String ssn, String provider) {
    Map<String, String> office = row("DIMPROVIDER", provider);
    LocalDateTime updated = Canonical.time(fact.get("Visit Updated Timestamp"));
    Place place = place(fact).orElse(null);
    return new Visit(
        fact.get("Visit Id"),
        date,
        ssn,
        provider,
        Canonical.time(fact.get("Scheduled Start Time")),
        Canonical.time(fact.get("Scheduled End Time")),
        Canonical.time(fact.get("Visit Start Time")),
        Canonical.time(fact.get("Visit End Time")),
        place,
        states(fact, office),
        updated != null && !updated.isBefore(deltaFrom),
        isActive(provider),
        attributes(fact, ssn, place));
  }

  private Map<String, String> address(Map<String, String> fact, String side) {
    return newestAddresses.getOrDefault(fact.getOrDefault(side + " Patient Id", ""), Map.of());
  }

  private Optional<Place> place(Map<String, String> fact) {
    Map<String, String> home = address(fact, "Provider");
    return Place.ofText(fact.get("Call Out GPS Coordinates"))
        .or(() -> Place.ofText(fact.get("Call In GPS Coordinates")))
        .or(() -> Place.of(home.get("Latitude"), home.get("Longitude")));
  }

  private Set<String> states(Map<String, String> fact, Map<String, String> provider) {
    Set<String> states = new TreeSet<>();
    addState(states, address(fact, "Provider"));
    addState(states, address(fact, "Payer"));
    if (states.isEmpty()) {
      addState(states, provider);
    }
    return states;
  }

  private static void addState(Set<String> states, Map<String, String> row) {
    String state = row.getOrDefault("Address State", "").strip().toUpperCase(Locale.ROOT);
    if (!state.isEmpty()) {
      states.add(STATE_NAMES.getOrDefault(state, state));
    }
  }

  private Map<String, String> attributes(Map<String, String> fact, String ssn, Place place) {
    Map<String, String> values = new HashMap<>();
    for (Spec.Attribute attribute : Spec.ATTRIBUTES) {
      if (attribute.table() != null && attribute.column() != null) {
        values.put(attribute.name(), source(fact, attribute).get(attribute.column()));
      }
    }
    values.put("AideSSN", ssn);
    if (place != null) {
      values.put("Latitude", place.latitude());
      values.put("Longitude", place.longitude());
    }
    Map<String, String> payer = row("DIMPAYER", fact.get("Payer Id"));
    Map<String, String> contract = row("DIMCONTRACT", fact.get("Contract Id"));
    boolean payerCounts =
        "true".equals(payer.get("Is Active")) && !"true".equals(payer.get("Is Demo"));
    String name = payerCounts ? payer.get("Payer Name") : null;
    if (name == null && "true".equals(contract.get("Is Active"))) {
      name = contract.get("Contract Name");
    }
    values.put("Contract", name);
    values.put("ContractType", contractType(fact));
    boolean billed = "yes".equals(fact.get("Billed"));
    values.put("BillRateBoth", fact.get(billed ? "Billed Rate" : "Bill Rate Non-Billed"));
    values.values().removeIf(v -> v == null);
    return values;
  }

  /** The row of the attribute's table that belongs to the visit. */
  private Map<String, String> source(Map<String, String> fact, Spec.Attribute attribute) {
    String side = attribute.name().startsWith("PA_") ? "Payer" : "Provider";
    return switch (attribute.table()) {
      case World.FACT -> fact;
      case "DIMPROVIDER" -> row("DIMPROVIDER", fact.get("Provider Id"));
      case "DIMCAREGIVER" -> row("DIMCAREGIVER", fact.get("Caregiver Id"));
      case "DIMPATIENT" -> row("DIMPATIENT", fact.get(side + " Patient Id"));
      case "DIMPATIENTADDRESS" -> address(fact, side);
      case "DIMPAYER" -> row("DIMPAYER", fact.get("Payer Id"));
      case "DIMSERVICECODE" -> row("DIMSERVICECODE", fact.get("Service Code Id"));
      case "DIMUSER" -> row("DIMUSER", fact.get("Visit Updated User Id"));
      case "DIMOFFICE" -> {
        Map<String, String> office = row("DIMOFFICE", fact.get("Office Id"));
        yield "true".equals(office.get("Is Active")) ? office : Map.of();
      }
      default -> Map.of();
    };
  }

  private static String contractType(Map<String, String> fact) {
    boolean payer = Long.parseLong(fact.getOrDefault("Application Payer Id", "0")) != 0;
    boolean contract = Long.parseLong(fact.getOrDefault("Application Contract Id", "0")) != 0;
    if (payer) {
      return contract ? "UPR" : "Payer";
    }
    return contract ? "Internal" : null;
  }
}
