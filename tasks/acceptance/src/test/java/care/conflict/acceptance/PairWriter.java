package care.conflict.acceptance;

import care.conflict.acceptance.Contents.PairId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What happens to a detected pair, by the specification: inserted, renewed or left as it is. */
final class PairWriter {

  private final Expected expected;
  private final Parameters parameters;
  private final List<Spec.MapColumn> columns;
  private final ConflictIds conflictIds;
  private boolean givesConflicts = true;

  /** Writes these columns into the expected contents. */
  PairWriter(Expected expected, Parameters parameters, List<Spec.MapColumn> columns) {
    this.expected = expected;
    this.parameters = parameters;
    this.columns = columns;
    conflictIds = new ConflictIds(expected.contents());
  }

  /** A row that has no conflict is left without one. */
  PairWriter withoutConflicts() {
    givesConflicts = false;
    return this;
  }

  /** The stored row of a pair, or null. */
  Map<String, String> stored(DetectedPair pair) {
    return expected.contents().maps().get(pair.id());
  }

  /** Counts the columns that are too short for what the warehouse has. */
  void noteCuts(DetectedPair pair) {
    columns.stream()
        .filter(c -> c.ofOneSide() || c.ofPair())
        .filter(c -> Canonical.isCut(c.type(), pair.raw(c)))
        .forEach(c -> expected.cutColumns().add(c.name()));
  }

  void insert(PairId pair, Map<String, String> row) {
    for (String column : List.of("StatusFlag", "InServiceFlag", "PTOFlag")) {
      row.putIfAbsent(column, "N");
    }
    row.put("CreatedDate", Contents.NOW);
    String conflict = conflictOf(pair);
    row.put("CONFLICTID", conflict);
    row.put("CRDATEUNIQUE", conflictIds.createdDate(conflict, pair.first()));
    expected.contents().maps().put(pair, row);
    expected.countRow("inserted", row);
  }

  private String conflictOf(PairId pair) {
    String conflict = conflictIds.of(pair.first());
    if (Contents.isNew(conflict)) {
      expected.contents().addConflict(conflict);
    }
    return conflict;
  }

  /** Makes a stored row what it should be; flags that are set stay set. */
  void renew(PairId pair, Map<String, String> row, Map<String, String> target) {
    for (String rule : Spec.RULES) {
      if (!"Y".equals(target.get(rule))) {
        target.put(rule, row.get(rule));
      }
    }
    boolean reopened = "R".equals(row.get("StatusFlag")) && row.get("ResolveDate") == null;
    boolean written = reopened || !parameters.skipUnchanged() || differs(row, target);
    boolean lacksConflict = givesConflicts && row.get("CONFLICTID") == null;
    boolean repaired = lacksConflict || "1".equals(row.get("UpdateFlag"));
    if (lacksConflict) {
      row.put("CONFLICTID", conflictOf(pair));
    }
    if (written) {
      overwrite(row, target);
      expected.countRow("updated", row);
    } else {
      row.computeIfPresent("UpdateFlag", (c, flag) -> flag.equals("1") ? null : flag);
      expected.count(repaired ? "repaired" : "unchanged");
    }
  }

  private boolean differs(Map<String, String> row, Map<String, String> target) {
    return columns.stream()
        .map(Spec.MapColumn::name)
        .filter(c -> !Spec.TOUCHED_ONLY.contains(c))
        .anyMatch(c -> !Objects.equals(row.get(c), target.get(c)));
  }

  private void overwrite(Map<String, String> row, Map<String, String> target) {
    columns.forEach(c -> row.put(c.name(), target.get(c.name())));
    String status = row.get("StatusFlag");
    row.put("StatusFlag", "W".equals(status) || "I".equals(status) ? status : "U");
    row.put("UpdatedDate", Contents.NOW);
    row.put("UpdateFlag", null);
    row.put("ResolveDate", null);
    row.put("ResolvedBy", null);
    row.values().removeIf(Objects::isNull);
  }
}
