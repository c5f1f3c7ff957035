package care.conflict.acceptance.visits;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.World;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the warehouse says about people and places that visits and events name by their ids. */
public final class Dimensions {

  private final Map<String, Map<String, Map<String, String>>> tables = new HashMap<>();
  private final Map<String, Map<String, String>> newestAddresses = new HashMap<>();
  private final Set<String> excludedPeople = new HashSet<>();
  private final Set<String> excludedProviders = new HashSet<>();

  public Dimensions(World world) {
    index(world, "DIMCAREGIVER", "Caregiver Id");
    index(world, "DIMPROVIDER", "Provider Id");
    index(world, "DIMOFFICE", "Office Id");
    index(world, "DIMPATIENT", "Patient Id");
    index(world, "DIMPAYER", "Payer Id");
    index(world, "DIMCONTRACT", "Contract Id");
    index(world, "DIMSERVICECODE", "Service Code Id");
    index(world, "DIMUSER", "User Id");
    world.warehouseRows("DIMPATIENTADDRESS").stream()
        .filter(r -> "true".equals(r.get("Primary Address")))
        .filter(r -> r.getOrDefault("Address Type", "").contains("GPS"))
        .sorted(Comparator.comparing(Dimensions::created))
        .forEach(r -> newestAddresses.put(Canonical.uuid(r.get("Patient Id")), r));
    newestAddresses.remove(null);
    world
        .storeRows("excluded_ssn")
        .forEach(r -> Optional.ofNullable(r.get("SSN")).map(Person::of).ifPresent(this::exclude));
    world
        .storeRows("excluded_agency")
        .forEach(r -> excludedProviders.add(Canonical.uuid(r.get("ProviderID"))));
    excludedProviders.remove(null);
  }

  private void exclude(String person) {
    excludedPeople.add(person);
  }

  /** Where an id is there twice, the rows are alike but for its spelling. */
  private void index(World world, String table, String key) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    world.warehouseRows(table).forEach(r -> rows.put(Canonical.uuid(r.get(key)), r));
    rows.remove(null);
    tables.put(table, rows);
  }

  /** Sorts the newest address last; one without a time is the oldest. */
  private static LocalDateTime created(Map<String, String> address) {
    LocalDateTime created = Canonical.time(address.get("Application Created UTC Timestamp"));
    return created == null ? LocalDateTime.MIN : created;
  }

  /** The row of a dimension, empty where there is none. */
  public Map<String, String> row(String table, String id) {
    return tables.get(table).getOrDefault(Canonical.uuid(id), Map.of());
  }

  /** The same, but only one that is active. */
  Map<String, String> activeRow(String table, String id) {
    Map<String, String> row = row(table, id);
    return "true".equals(row.get("Is Active")) ? row : Map.of();
  }

  /** The same, but only one that is active and no demo; a mark that is NULL says neither. */
  Map<String, String> realRow(String table, String id) {
    Map<String, String> row = activeRow(table, id);
    return "false".equals(row.get("Is Demo")) ? row : Map.of();
  }

  /** The patient's newest primary address with a place, empty where there is none. */
  Map<String, String> address(String patient) {
    return newestAddresses.getOrDefault(Canonical.uuid(patient), Map.of());
  }

  /** The SSN of a caregiver as the warehouse has it, without blanks around. */
  public String ssn(String caregiver) {
    return Person.trimmed(row("DIMCAREGIVER", caregiver).get("SSN"));
  }

  /** Whether detection never looks at what this person does for this provider. */
  boolean isExcluded(String person, String provider) {
    return person.isEmpty()
        || Person.isPlaceholder(person)
        || excludedPeople.contains(person)
        || isExcludedProvider(provider);
  }

  /** Whether what is done for this provider counts for nothing. */
  boolean isExcludedProvider(String provider) {
    return provider == null || excludedProviders.contains(provider);
  }

  /** Whether no caregiver has this id, or one without a number. */
  boolean isNobody(String caregiver) {
    String id = Canonical.uuid(caregiver);
    return id == null || (tables.get("DIMCAREGIVER").containsKey(id) && ssn(caregiver).isEmpty());
  }

  boolean isActive(String provider) {
    return !realRow("DIMPROVIDER", provider).isEmpty();
  }
}
