package care.conflict.preview;

import care.conflict.core.statements.Row;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a second version would do otherwise than the first: map rows of which another thing becomes,
 * or which get another status, other columns or other rules.
 */
record Compared(
    String ruleVersion,
    Optional<Stopped> stops,
    List<Row> byAction,
    List<Row> byOwner,
    List<Row> samples) {

  /** Compares the tables first_changes and changes. */
  static Compared read(Statements statements, String ruleVersion, Optional<Stopped> stops)
      throws SQLException {
    statements.execute("create_differences");
    return new Compared(
        ruleVersion,
        stops,
        statements.rows("differences_by_action"),
        statements.rows("differences_by_owner"),
        statements.rows("sample_differences"));
  }

  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("rule_version", ruleVersion);
    told.put("stops", stops.map(Stopped::told).orElse(null));
    told.put("rows", byAction.stream().mapToLong(row -> row.number("rows")).sum());
    told.put("by_action", byAction.stream().map(Compared::change).toList());
    for (String kind : List.of("rule", "payer", "provider")) {
      told.put(
          "by_" + kind,
          byOwner.stream()
              .filter(row -> row.text("owner").equals(kind))
              .map(Compared::owner)
              .toList());
    }
    told.put("samples", samples.stream().map(Compared::sample).toList());
    return told;
  }

  private static Map<String, Object> change(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("first", row.text("first"));
    told.put("second", row.text("second"));
    told.put("rows", row.number("rows"));
    return told;
  }

  /** Of each action how many rows more it is by the second version; less is below 0. */
  private static Map<String, Object> owner(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", row.findText("key").orElse(null));
    told.put("name", row.findText("name").orElse(null));
    told.put("rows", row.number("rows"));
    Foreseen.ACTIONS.forEach(action -> told.put(action, row.number(action)));
    return told;
  }

  private static Map<String, Object> sample(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    for (String name : List.of("first", "second", "visit_id", "con_visit_id")) {
      told.put(name, row.text(name));
    }
    return told;
  }
}
