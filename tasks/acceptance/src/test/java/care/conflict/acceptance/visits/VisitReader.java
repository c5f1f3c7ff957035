package care.conflict.acceptance.visits;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the visits that count out of the warehouse's rows, with all their attributes. */
public final class VisitReader {

  private static final Map<String, String> STATE_NAMES =
      Map.of("MISSISSIPPI", "MS", "NEW YORK", "NY", "PENNSYLVANIA", "PA", "LONG ISLAND", "LI");

  private final World world;
  private final Dimensions dimensions;
  private final VisitAttributes attributes;
  private final LocalDateTime deltaFrom;
  private final LocalDate windowFrom;
  private final LocalDate windowTo;

  public VisitReader(World world, Parameters parameters) {
    this.world = world;
    dimensions = new Dimensions(world);
    attributes = new VisitAttributes(dimensions);
    deltaFrom = world.now().minusHours(parameters.lookbackHours());
    windowFrom = world.now().toLocalDate().minusYears(parameters.lookbackYears());
    windowTo = world.now().toLocalDate().plusDays(parameters.lookforwardDays());
  }

  /** Of each visit its newest copy, before any other condition; ids that are none are no visits. */
  public static List<Map<String, String>> newestCopies(World world) {
    Map<String, Map<String, String>> newest = new LinkedHashMap<>();
    for (Map<String, String> fact : world.warehouseRows(World.FACT)) {
      String id = Canonical.uuid(fact.get("Visit Id"));
      if (id != null) {
        newest.merge(id, fact, (a, b) -> updated(b).isAfter(updated(a)) ? b : a);
      }
    }
    return List.copyOf(newest.values());
  }

  /** A copy that was never updated is older than any other. */
  private static LocalDateTime updated(Map<String, String> fact) {
    LocalDateTime updated = Canonical.time(fact.get("Visit Updated Timestamp"));
    return updated == null ? LocalDateTime.MIN : updated;
  }

  /** The visits that detection looks at, and those at providers that are off. */
  public List<Visit> visits() {
    List<Visit> visits = new ArrayList<>();
    for (Map<String, String> fact : newestCopies(world)) {
      read(fact).ifPresent(visits::add);
    }
    return visits;
  }

  /** The oldest day of which the source shows anything. */
  public LocalDate horizon() {
    return world.warehouseRows(World.FACT).stream()
        .map(fact -> Canonical.day(fact.get("Visit Date")))
        .filter(Objects::nonNull)
        .min(LocalDate::compareTo)
        .orElse(LocalDate.MIN);
  }

  private Optional<Visit> read(Map<String, String> fact) {
    String ssn = dimensions.ssn(fact.get("Caregiver Id"));
    String provider = Canonical.uuid(fact.get("Provider Id"));
    LocalDate date = Canonical.day(fact.get("Visit Date"));
    if (dimensions.isExcluded(Person.of(ssn), provider) || date == null || !isInWindow(date)) {
      return Optional.empty();
    }
    return Optional.of(visit(fact, date, ssn, provider));
  }

  /** The visits that changed lately and are where nobody looks: they leave old pairs behind. */
  public Set<String> gone() {
    return newestCopies(world).stream()
        .filter(fact -> !updated(fact).isBefore(deltaFrom) && hasGone(fact))
        .map(fact -> Canonical.uuid(fact.get("Visit Id")))
        .collect(Collectors.toSet());
  }

  private boolean hasGone(Map<String, String> fact) {
    String provider = Canonical.uuid(fact.get("Provider Id"));
    LocalDate date = Canonical.day(fact.get("Visit Date"));
    String person = Person.of(dimensions.ssn(fact.get("Caregiver Id")));
    boolean nowhere = date == null || !isInWindow(date);
    return !dimensions.isExcludedProvider(provider)
        && (dimensions.isNobody(fact.get("Caregiver Id"))
            || (nowhere && !dimensions.isExcluded(person, provider)));
  }

  /** Whether a run looks at this day. */
  public boolean isInWindow(LocalDate date) {
    return !date.isBefore(windowFrom) && !date.isAfter(windowTo);
  }

  private Visit visit(Map<String, String> fact, LocalDate date, String ssn, String provider) {
    Place place = place(fact).orElse(null);
    return new Visit(
        Canonical.uuid(fact.get("Visit Id")),
        date,
        ssn,
        Person.of(ssn),
        provider,
        Canonical.time(fact.get("Scheduled Start Time")),
        Canonical.time(fact.get("Scheduled End Time")),
        Canonical.time(fact.get("Visit Start Time")),
        Canonical.time(fact.get("Visit End Time")),
        place,
        states(fact),
        !updated(fact).isBefore(deltaFrom),
        dimensions.isActive(provider),
        attributes.of(fact, place));
  }

  private Optional<Place> place(Map<String, String> fact) {
    Map<String, String> home = dimensions.address(fact.get("Provider Patient Id"));
    return Place.ofText(fact.get("Call Out GPS Coordinates"))
        .or(() -> Place.ofText(fact.get("Call In GPS Coordinates")))
        .or(() -> Place.of(home.get("Latitude"), home.get("Longitude")));
  }

  private Set<String> states(Map<String, String> fact) {
    Set<String> states = new TreeSet<>();
    addState(states, dimensions.address(fact.get("Provider Patient Id")));
    addState(states, dimensions.address(fact.get("Payer Patient Id")));
    if (states.isEmpty()) {
      addState(states, dimensions.row("DIMPROVIDER", fact.get("Provider Id")));
    }
    return states;
  }

  private static void addState(Set<String> states, Map<String, String> row) {
    String state = row.getOrDefault("Address State", "").strip().toUpperCase(Locale.ROOT);
    if (!state.isEmpty()) {
      states.add(STATE_NAMES.getOrDefault(state, state));
    }
  }
}
