package care.conflict.acceptance.visits;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the in-service events that count, as if they were visits that took place. */
public final class EventReader {

  private final World world;
  private final Dimensions dimensions;
  private final VisitReader visits;

  public EventReader(World world, Parameters parameters) {
    this.world = world;
    dimensions = new Dimensions(world);
    visits = new VisitReader(world, parameters);
  }

  /** One event for each application id: of several rows the one that starts last. */
  public List<Visit> events() {
    Map<String, Visit> events = new LinkedHashMap<>();
    world.warehouseRows(World.EVENTS).stream()
        .filter(this::counts)
        .map(this::event)
        .sorted(
            Comparator.comparing(Visit::visitStart)
                .thenComparing(Visit::visitEnd)
                .thenComparing(e -> e.attributes().get("CaregiverID"), Comparator.reverseOrder()))
        .forEach(e -> events.put(e.id(), e));
    return List.copyOf(events.values());
  }

  private boolean counts(Map<String, String> fact) {
    String provider = Canonical.uuid(fact.get("Provider Id"));
    LocalDateTime start = Canonical.time(fact.get("Inservice start date"));
    return start != null
        && visits.isInWindow(start.toLocalDate())
        && fact.containsKey("Inservice end date")
        && fact.containsKey("Application Caregiver Inservice Id")
        && dimensions.isActive(provider)
        && !dimensions.isExcluded(Person.of(ssn(fact)), provider);
  }

  private String ssn(Map<String, String> fact) {
    return dimensions.ssn(fact.get("Caregiver Id"));
  }

  private Visit event(Map<String, String> fact) {
    LocalDateTime start = Canonical.time(fact.get("Inservice start date"));
    LocalDateTime end = Canonical.time(fact.get("Inservice end date"));
    String id = visitId(fact.get("Application Caregiver Inservice Id"));
    return new Visit(
        id,
        start.toLocalDate(),
        ssn(fact),
        Person.of(ssn(fact)),
        Canonical.uuid(fact.get("Provider Id")),
        null,
        null,
        start,
        end,
        null,
        Set.of(),
        true,
        true,
        attributes(fact, id));
  }

  private Map<String, String> attributes(Map<String, String> fact, String id) {
    Map<String, String> provider = dimensions.row("DIMPROVIDER", fact.get("Provider Id"));
    Map<String, String> caregiver = dimensions.row("DIMCAREGIVER", fact.get("Caregiver Id"));
    Map<String, String> office = dimensions.activeRow("DIMOFFICE", fact.get("Office Id"));
    Map<String, String> values = new HashMap<>();
    values.put("VisitID", id);
    values.put("AppVisitID", fact.get("Application Caregiver Inservice Id"));
    values.put("ProviderID", fact.get("Provider Id"));
    values.put("AppProviderID", provider.get("Application Provider Id"));
    values.put("ProviderName", provider.get("Provider Name"));
    values.put("AgencyPhone", provider.get("Phone Number 1"));
    values.put("FederalTaxNumber", provider.get("Federal Tax Number"));
    values.put("CaregiverID", fact.get("Caregiver Id"));
    values.put("AppCaregiverID", caregiver.get("Application Caregiver Id"));
    values.put("AideCode", caregiver.get("Caregiver Code"));
    values.put("AideName", caregiver.get("Caregiver Fullname"));
    values.put("AideFName", caregiver.get("Caregiver Firstname"));
    values.put("AideLName", caregiver.get("Caregiver Lastname"));
    values.put("AideSSN", ssn(fact));
    values.put("AideStatus", caregiver.get("Status"));
    values.put("OfficeID", fact.get("Office Id"));
    values.put("AppOfficeID", office.get("Application Office Id"));
    values.put("Office", office.get("Office Name"));
    values.put("InserviceStartDate", fact.get("Inservice start date"));
    values.put("InserviceEndDate", fact.get("Inservice end date"));
    values.values().removeIf(v -> v == null);
    return values;
  }

  /** The MD5 of 'I' and the id, read as a UUID. */
  private static String visitId(String inserviceId) {
    try {
      byte[] text = ("I" + inserviceId).getBytes(StandardCharsets.UTF_8);
      StringBuilder hex = new StringBuilder();
      for (byte b : MessageDigest.getInstance("MD5").digest(text)) {
        hex.append("%02x".formatted(b));
      }
      return Canonical.uuid(hex.toString());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
