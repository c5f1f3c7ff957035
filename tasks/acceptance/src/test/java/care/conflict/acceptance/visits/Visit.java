package care.conflict.acceptance.visits;

import care.conflict.acceptance.data.Canonical;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/**
 * A visit with what the rules look at and its attributes by their names in the specification; those
 * that are NULL are absent. The ids are UUIDs in small letters, the SSN is the trimmed text.
 */
public record Visit(
    String id,
    LocalDate date,
    String ssn,
    String person,
    String provider,
    LocalDateTime schStart,
    LocalDateTime schEnd,
    LocalDateTime visitStart,
    LocalDateTime visitEnd,
    Place place,
    Set<String> states,
    boolean delta,
    boolean providerActive,
    Map<String, String> attributes) {

  /** The people's own key: conflicts are looked for among the visits of one day and person. */
  public record Key(LocalDate date, String person) {

    /** Where a stored row stands; null where it has no date or no SSN. */
    public static Key of(Map<String, String> row) {
      return row.get("VisitDate") == null || row.get("SSN") == null
          ? null
          : new Key(LocalDate.parse(row.get("VisitDate")), Person.of(row.get("SSN")));
    }

    /** The key as rows have it that are stored on it: the column may have cut the text. */
    public Key stored() {
      return new Key(date, Person.of(Canonical.of("varchar(20)", person)));
    }
  }

  /** The day and the person, by which pairs are looked for. */
  public Key key() {
    return new Key(date, person);
  }

  public boolean unstarted() {
    return visitStart == null && visitEnd == null;
  }

  public boolean completed() {
    return visitStart != null && visitEnd != null;
  }

  public boolean missed() {
    return "true".equals(attributes.get("IsMissed"));
  }
}
