package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
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

  /** Notes the columns that are too short for what the warehouse has, or take no such id. */
  void note(DetectedPair pair) {
    for (Spec.MapColumn column : columns) {
      if (column.ofOneSide() || column.ofPair()) {
        String value = pair.raw(column);
        if (Canonical.isCut(column.type(), value)) {
          expected.cutColumns().add(column.name());
        }
        if (Canonical.isOdd(column.type(), value)) {
          expected.oddColumns().add(column.name());
        }
      }
    }
  }

  void insert(PairId pair, Map<String, String> row) {
    row.put("StatusFlag", "U");
    row.putIfAbsent("InServiceFlag", "N");
    row.put("PTOFlag", "N");
    row.put("CreatedDate", Contents.NOW);
    String conflict = conflictOf(pair);
    row.put("CONFLICTID", conflict);
    row.put("CRDATEUNIQUE", conflictIds.createdDate(conflict, pair.first()));
    expected.contents().maps().put(pair, row);
    expected.countRow("inserted", row);
  }

  private String conflictOf(PairId pair) {
    String conflict = conflictIds.of(pair.first());
    expected.contents().addConflict(conflict); // where it is new, or conflicts has lost it
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
        .filter(c -> !Spec.TOUCHED_ONLY.contains(c) && !Spec.OF_PEOPLE.contains(c))
        .anyMatch(c -> !Objects.equals(row.get(c), target.get(c)));
  }

  private void overwrite(Map<String, String> row, Map<String, String> target) {
    columns.stream()
        .map(Spec.MapColumn::name)
        .filter(c -> !Spec.OF_PEOPLE.contains(c))
        .forEach(c -> row.put(c, target.get(c)));
    String status = row.get("StatusFlag");
    row.put("StatusFlag", "W".equals(status) || "I".equals(status) ? status : "U");
    row.put("UpdatedDate", Contents.NOW);
    row.put("UpdateFlag", null);
    row.put("ResolveDate", null);
    row.put("ResolvedBy", null);
    row.values().removeIf(Objects::isNull);
  }
}
