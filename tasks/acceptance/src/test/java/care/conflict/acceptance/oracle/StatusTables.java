package care.conflict.acceptance.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** The rows that the steps of status management read and write, and the moment that is "now". */
public final class StatusTables {

  /** A conflict with its map rows in the window, by their ids: at least one. */
  record Conflict(Map<String, String> row, List<Map<String, String>> maps) {}

  private final List<Map<String, String>> maps;
  private final Map<String, Conflict> conflicts = new HashMap<>();
  private final Set<String> deletedVisits;
  private final Set<Map<String, String>> spared =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private String now = "";
  private long lastGroup;
  private int written;

  /** The map rows are those in the window. */
  public StatusTables(
      Collection<Map<String, String>> maps,
      Map<String, Map<String, String>> conflicts,
      Set<String> deletedVisits) {
    this.maps = new ArrayList<>(maps);
    this.maps.sort(Comparator.comparing(r -> Long.valueOf(r.getOrDefault("ID", "0"))));
    this.deletedVisits = deletedVisits;
    for (Map<String, String> map : this.maps) {
      String id = map.get("CONFLICTID");
      if (id != null && conflicts.containsKey(id)) {
        this.conflicts
            .computeIfAbsent(id, i -> new Conflict(conflicts.get(i), new ArrayList<>()))
            .maps()
            .add(map);
      }
    }
  }

  /** From now on such conflicts are left as they are; the others are no longer. */
  void spare(Predicate<Conflict> condition) {
    spared.clear();
    conflicts.values().stream().filter(condition).forEach(c -> spared.add(c.row()));
  }

  /** Begins a step: what it writes is written at this moment, above this group. */
  void beginStep(String moment, long highestGroup) {
    now = moment;
    lastGroup = highestGroup;
    written = 0;
  }

  String now() {
    return now;
  }

  /** The highest group of all rows, also of those beside the window. */
  long lastGroup() {
    return lastGroup;
  }

  /** How many rows the step has changed. */
  int written() {
    return written;
  }

  /** Map rows in the window. */
  List<Map<String, String>> maps(Predicate<Map<String, String>> condition) {
    return maps.stream().filter(condition).toList();
  }

  /** Conflicts that have a map row in the window. */
  List<Conflict> conflicts(Predicate<Conflict> condition) {
    return conflicts.values().stream()
        .filter(c -> !spared.contains(c.row()))
        .filter(condition)
        .toList();
  }

  /** The conflict that a map row belongs to, or null. */
  Conflict conflictOf(Map<String, String> map) {
    return map.get("CONFLICTID") == null ? null : conflicts.get(map.get("CONFLICTID"));
  }

  boolean isDeleted(String visit) {
    return deletedVisits.contains(visit);
  }

  /** Sets columns to values, which may be null; a row that this changes counts as written. */
  void write(Map<String, String> row, String... columnsAndValues) {
    boolean changed = false;
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      String column = columnsAndValues[i];
      String value = columnsAndValues[i + 1];
      changed |= !Objects.equals(row.get(column), value);
      if (value == null) {
        row.remove(column);
      } else {
        row.put(column, value);
      }
    }
    written += changed ? 1 : 0;
  }

  /** Makes a row resolved or deleted; when it was resolved before is kept. */
  void close(Map<String, String> row, String status, String resolvedBy) {
    write(
        row,
        "StatusFlag",
        status,
        "ResolveDate",
        row.getOrDefault("ResolveDate", now),
        "ResolvedBy",
        resolvedBy);
  }

  /** Whether the row has one of these statuses. */
  public static boolean hasStatus(Map<String, String> row, String... flags) {
    return Arrays.asList(flags).contains(row.getOrDefault("StatusFlag", "NULL"));
  }

  /** A status that the pipeline moves by itself. */
  public static boolean isOpen(Map<String, String> row) {
    return !hasStatus(row, "R", "D", "W", "I");
  }

  static String firstPresent(String... values) {
    return Arrays.stream(values).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** Who answers for the first visit of a map row. */
  static String primarySide(Map<String, String> map) {
    return firstPresent(map.get("AgencyContact"), map.get("ProviderName"));
  }

  /** Who answers for the second visit of a map row. */
  static String otherSide(Map<String, String> map) {
    return firstPresent(map.get("ConAgencyContact"), map.get("ConProviderName"));
  }
}
