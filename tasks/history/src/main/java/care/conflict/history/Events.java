package care.conflict.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a conflict.
 *
 * @param knownSince when the history begins; empty where it has no event at all
 */
record Events(long conflict, Optional<Instant> knownSince, List<Event> events) {
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("conflict_id", conflict);
    all.put("known_since", knownSince.map(Instant::toString).orElse(null));
    all.put("events", events.stream().map(Event::json).toList());
    return all;
  }

  String text() {
    String since =
        knownSince.map(it -> "the history begins at " + it).orElse("the history is empty");
    return events.isEmpty()
        ? "conflict %d: nothing happened to it (%s)%n".formatted(conflict, since)
        : "conflict %d: %d event(s) (%s)%n".formatted(conflict, events.size(), since)
            + events.stream().map(Event::text).collect(Collectors.joining());
  }
}
