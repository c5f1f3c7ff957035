package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose absence says nothing: visits of crowded keys, which detection leaves out, and the stored
 * rows that no cleanup by absence touches.
 */
final class LeftAlone {

  private final LocalDate horizon;
  private final Set<String> onHold;
  private final Set<Visit.Key> crowded = new HashSet<>();
  private final Set<Visit.Key> crowdedRows = new HashSet<>();
  private final Map<String, Visit.Key> keyOfVisit = new HashMap<>();

  LeftAlone(VisitReader reader, List<Visit> visits, Parameters parameters) {
    horizon = reader.horizon();
    onHold = new HashSet<>(parameters.onHold());
    Map<Visit.Key, Integer> size = new HashMap<>();
    for (Visit visit : visits) {
      keyOfVisit.put(visit.id(), visit.key());
      if (visit.providerActive()) {
        size.merge(visit.key(), 1, Integer::sum);
      }
    }
    size.forEach(
        (key, count) -> {
          if (count > parameters.maxVisitsPerKey()) {
            crowded.add(key);
            crowdedRows.add(key.stored());
          }
        });
  }

  /** Whether one person has more visits on one day than a person can have. */
  boolean isCrowded(Visit.Key key) {
    return crowded.contains(key);
  }

  boolean isLeftAlone(Map<String, String> row) {
    return isBeyondHorizon(row)
        || onHold.contains(row.get("ProviderID"))
        || onHold.contains(row.get("ConProviderID"))
        || crowdedRows.contains(Visit.Key.of(row))
        || crowded.contains(keyOfVisit.get(row.get("VisitID")))
        || crowded.contains(keyOfVisit.get(row.get("ConVisitID")));
  }

  private boolean isBeyondHorizon(Map<String, String> row) {
    String date = row.get("VisitDate");
    return date != null && LocalDate.parse(date).isBefore(horizon);
  }
}
