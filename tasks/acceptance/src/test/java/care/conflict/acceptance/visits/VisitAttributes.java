package care.conflict.acceptance.visits;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The attributes of a visit, each from where the specification's table says. */
final class VisitAttributes {

  private final Dimensions dimensions;

  VisitAttributes(Dimensions dimensions) {
    this.dimensions = dimensions;
  }

  /** By their names; those that are NULL are absent. */
  Map<String, String> of(Map<String, String> fact, Place place) {
    Map<String, String> values = new HashMap<>();
    Map<String, Map<String, String>> sources = new HashMap<>();
    for (Spec.Attribute attribute : Spec.ATTRIBUTES) {
      if (attribute.table() != null && attribute.column() != null) {
        String side = attribute.name().startsWith("PA_") ? "Payer" : "Provider";
        Map<String, String> source =
            sources.computeIfAbsent(
                side + attribute.table(), s -> source(fact, attribute.table(), side));
        values.put(attribute.name(), source.get(attribute.column()));
      }
    }
    values.put("AideSSN", dimensions.ssn(fact.get("Caregiver Id")));
    if (place != null) {
      values.put("Latitude", place.latitude());
      values.put("Longitude", place.longitude());
    }
    values.put("Contract", contract(fact));
    values.put("ContractType", contractType(fact));
    boolean billed = "yes".equals(fact.get("Billed"));
    values.put("BillRateBoth", fact.get(billed ? "Billed Rate" : "Bill Rate Non-Billed"));
    LocalDate invoiced = Canonical.day(fact.get("Invoice Date"));
    values.put("BilledDate", invoiced == null ? null : invoiced.toString());
    values.values().removeIf(Objects::isNull);
    return values;
  }

  /** The row of a table that belongs to the visit, or to one side's record of its patient. */
  private Map<String, String> source(Map<String, String> fact, String table, String side) {
    return switch (table) {
      case World.FACT -> fact;
      case "DIMPROVIDER" -> dimensions.row("DIMPROVIDER", fact.get("Provider Id"));
      case "DIMCAREGIVER" -> dimensions.row("DIMCAREGIVER", fact.get("Caregiver Id"));
      case "DIMPATIENT" -> dimensions.row("DIMPATIENT", fact.get(side + " Patient Id"));
      case "DIMPATIENTADDRESS" -> dimensions.address(fact.get(side + " Patient Id"));
      case "DIMPAYER" -> dimensions.realRow("DIMPAYER", fact.get("Payer Id"));
      case "DIMSERVICECODE" -> dimensions.row("DIMSERVICECODE", fact.get("Service Code Id"));
      case "DIMUSER" -> dimensions.row("DIMUSER", fact.get("Visit Updated User Id"));
      case "DIMOFFICE" -> dimensions.activeRow("DIMOFFICE", fact.get("Office Id"));
      default -> Map.of();
    };
  }

  private String contract(Map<String, String> fact) {
    String payer = dimensions.realRow("DIMPAYER", fact.get("Payer Id")).get("Payer Name");
    return payer != null
        ? payer
        : dimensions.activeRow("DIMCONTRACT", fact.get("Contract Id")).get("Contract Name");
  }

  /** Asks whether the texts are "0"; "00" and "A-17" are not. */
  private static String contractType(Map<String, String> fact) {
    String payer = fact.get("Application Payer Id");
    String contract = fact.get("Application Contract Id");
    if (payer == null || contract == null) {
      return null;
    }
    if (payer.equals("0")) {
      return contract.equals("0") ? null : "Internal";
    }
    return contract.equals("0") ? "Payer" : "UPR";
  }
}
