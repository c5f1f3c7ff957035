package care.conflict.core.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider of the run sends, beside what is usual of it.
 *
 * @param name null where it was not noted
 * @param known whether it has a row of the dimension
 * @param usual the median of the runs before, rounded; null where there are too few of them
 * @param onHold whether it shows so much less than usual that its conflicts are left alone
 */
public record Feed(
    UUID id,
    @Nullable String name,
    boolean known,
    long visits,
    @Nullable Long usual,
    boolean onHold) {

  String inWords(int allowedPercent) {
    String shows =
        known
            ? SourceWords.number(visits) + " visits in the window"
            : "its row of DIMPROVIDER is gone";
    long expected = Objects.requireNonNull(usual, "on hold, though nothing is usual");
    return "provider %s (%s) is on hold: %s, usual are %s (provider_drop_percent %d): no cleanup touches rows with it"
        .formatted(name, id, shows, SourceWords.number(expected), allowedPercent);
  }

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("provider", id.toString());
    details.put("name", name);
    details.put("visits", visits);
    details.put("usual", usual);
    details.put("gone", !known);
    return details;
  }
}
