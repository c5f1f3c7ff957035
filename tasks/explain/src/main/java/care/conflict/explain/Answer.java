package care.conflict.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a question came to: each pair that it is about.
 *
 * @param pairs of two visits
 * @param events of an in-service event and a visit
 * @param lone what was asked about and is in no pair
 * @param isCut whether there are more pairs than are told
 */
record Answer(
    Circumstances circumstances,
    List<Explained> pairs,
    List<ExplainedEvent> events,
    List<Lone> lone,
    Stored storedPairs,
    Stored storedEvents,
    boolean withChanges,
    boolean isCut,
    Names names) {

  /** With these; a pair of which one was no visit but an event is told once. */
  Answer with(List<ExplainedEvent> more, Stored moreStored, List<Lone> events, Names moreNames) {
    Set<String> ids =
        Stream.concat(more.stream().map(it -> it.id().a()), events.stream().map(Lone::id))
            .collect(Collectors.toSet());
    return new Answer(
        circumstances,
        pairs.stream()
            .filter(it -> !ids.contains(it.id().a()) && !ids.contains(it.id().b()))
            .toList(),
        more,
        Stream.concat(
                lone.stream()
                    .filter(it -> !ids.contains(it.id()))
                    .filter(it -> more.stream().noneMatch(pair -> pair.id().has(it.id()))),
                events.stream())
            .toList(),
        storedPairs,
        moreStored,
        withChanges,
        isCut,
        names.and(moreNames));
  }

  /** All of them, those with an event last. */
  List<Told> told() {
    return Stream.<Told>concat(pairs.stream(), events.stream()).toList();
  }

  boolean hasConflict() {
    return told().stream().anyMatch(Told::isConflict);
  }

  long conflicts() {
    return told().stream().filter(Told::isConflict).count();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(circumstances.json());
    json.put("conflicts", conflicts());
    json.put("changes_looked_for", withChanges);
    json.put("cut", isCut);
    json.put("pairs", pairs.stream().map(this::json).toList());
    json.put("in_service", events.stream().map(this::json).toList());
    json.put("in_no_pair", lone.stream().map(Lone::json).toList());
    return json;
  }

  private Map<String, Object> json(Told told) {
    Map<String, Object> json = told.json();
    json.put("store", rows(told).stream().map(StoredRow::json).toList());
    return json;
  }

  /** The two rows of a pair, stored or not. */
  List<StoredRow> rows(Told told) {
    return StoredRow.of(
        told, told instanceof ExplainedEvent ? storedEvents : storedPairs, circumstances);
  }
}
