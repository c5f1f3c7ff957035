package care.conflict.core.source;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the source shows, as far as the gate asks.
 *
 * @param anyEvent whether there is an in-service event in the window
 * @param oldestVisit the oldest visit date of all, within the window or not
 * @param crowdedKeys days of a person with more visits than are looked at
 * @param crowdedVisits the visits on them
 */
public record SourceContents(
    List<ProviderVisits> providers,
    boolean anyCaregiver,
    boolean anyEvent,
    Optional<LocalDate> oldestVisit,
    long crowdedKeys,
    long crowdedVisits) {}
