package care.conflict.acceptance;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A visit that counts: dated in the window, with an SSN and provider that are not excluded. */
record Visit(
    String id,
    LocalDate date,
    String ssn,
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

  /** The people's own key: conflicts are looked for among the visits of one day and SSN. */
  record Key(LocalDate date, String ssn) {

    /** The key as a stored row has it. */
    Key stored() {
      return new Key(date, Canonical.of("varchar(20)", ssn));
    }
  }

  Key key() {
    return new Key(date, ssn);
  }

  boolean unstarted() {
    return visitStart == null && visitEnd == null;
  }

  boolean completed() {
    return visitStart != null && visitEnd != null;
  }

  /** The id as a uuid column shows it. */
  String storedId() {
    return id.toLowerCase(Locale.ROOT);
  }

  /** Whether every id of the visit can be stored. */
  boolean storable() {
    return Spec.MAP_COLUMNS.stream()
        .filter(c -> c.ofDetection() && c.ofOneSide())
        .allMatch(c -> Canonical.fits(c.type(), attributes.get(c.attribute())));
  }
}
