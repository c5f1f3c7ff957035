package care.conflict.preview;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rule;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run would change, counted: nothing of it grows with rows. */
final class Foreseen {
  static final List<String> ACTIONS =
      List.of("inserted", "updated", "reopened", "resolved", "deleted");

  /** All of them. */
  static final String CHANGED = "changed";

  private static final String MAP_ROWS = "conflictvisitmaps";
  private static final String CONFLICTS = "conflicts";

  private final Run run;
  private final String ruleVersion;
  private final Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
  private final Map<String, List<Owner>> owners = new LinkedHashMap<>();
  private final List<Row> columns = new ArrayList<>();
  private final List<Run> parts;
  private final Optional<Stopped> stops;
  private Optional<MoneyForeseen> money = Optional.empty();
  private Optional<Compared> compared = Optional.empty();
  private long openRows;

  private Foreseen(Run run, String ruleVersion, List<Run> parts, Optional<Stopped> stops) {
    this.run = run;
    this.ruleVersion = ruleVersion;
    this.parts = parts;
    this.stops = stops;
  }

  /**
   * Counts the table changes.
   *
   * @param parts the tasks of the run that was played, as far as it came
   */
  static Foreseen read(
      Run run, String ruleVersion, Statements changes, List<Run> parts, Optional<Stopped> stops)
      throws SQLException {
    Foreseen foreseen = new Foreseen(run, ruleVersion, parts, stops);
    for (Row row : changes.rows("by_table")) {
      foreseen
          .tables
          .computeIfAbsent(row.text("of_table"), it -> new LinkedHashMap<>())
          .put(row.text("action"), row.number("rows"));
    }
    foreseen.readOwners(changes.rows("by_owner"), changes.rows("open_by_owner"));
    foreseen.columns.addAll(changes.rows("by_column"));
    foreseen.money = MoneyForeseen.read(changes, parts);
    return foreseen;
  }

  private record Id(String kind, @Nullable String key) {
    static Id of(Row row) {
      return new Id(row.text("owner"), row.findText("key").orElse(null));
    }
  }

  private void readOwners(List<Row> changed, List<Row> open) {
    Map<Id, Long> opened =
        open.stream().collect(Collectors.toMap(Id::of, row -> row.number("rows")));
    openRows = opened.getOrDefault(new Id("all", null), 0L);
    Map<Id, Map<String, Long>> actions = new LinkedHashMap<>();
    Map<Id, Map<String, Long>> ofOpen = new LinkedHashMap<>();
    Map<Id, String> names = new LinkedHashMap<>();
    for (Row row : changed) {
      Id id = Id.of(row);
      actions
          .computeIfAbsent(id, it -> new LinkedHashMap<>())
          .put(row.text("action"), row.number("rows"));
      ofOpen
          .computeIfAbsent(id, it -> new LinkedHashMap<>())
          .put(row.text("action"), row.number("open"));
      nameOf(row, id).ifPresent(name -> names.put(id, name));
    }
    actions.forEach(
        (id, rows) ->
            owners
                .computeIfAbsent(id.kind(), kind -> new ArrayList<>())
                .add(
                    new Owner(
                        id.kind(),
                        id.key(),
                        names.get(id),
                        opened.getOrDefault(id, 0L),
                        rows,
                        ofOpen.getOrDefault(id, Map.of()))));
    owners
        .values()
        .forEach(
            all -> all.sort(Comparator.comparingLong((Owner it) -> it.rows(CHANGED)).reversed()));
  }

  private static Optional<String> nameOf(Row row, Id id) {
    return id.key != null && id.kind.equals("rule")
        ? Rule.of(id.key).map(Rule::words)
        : row.findText("name");
  }

  /** Adds what another version would do otherwise. */
  void compare(Compared with) {
    compared = Optional.of(with);
  }

  Optional<Stopped> stops() {
    return stops;
  }

  Optional<MoneyForeseen> money() {
    return money;
  }

  /** Those of whom a row would be written. */
  List<Owner> owners(String kind) {
    return owners.getOrDefault(kind, List.of());
  }

  /** Map rows of which this becomes. */
  long rows(String action) {
    return rows(MAP_ROWS, action);
  }

  private long rows(String table, String action) {
    Map<String, Long> actions = tables.getOrDefault(table, Map.of());
    return action.equals(CHANGED)
        ? actions.values().stream().mapToLong(Long::longValue).sum()
        : actions.getOrDefault(action, 0L);
  }

  /** Map rows that are stored and open. */
  long openRows() {
    return openRows;
  }

  boolean changesNothing() {
    return tables.isEmpty();
  }

  /** For the result document. */
  Counts counts() {
    Counts counts = Counts.NONE;
    for (String action : ACTIONS) {
      counts = counts.and(action, rows(action));
    }
    return counts;
  }

  /** Everything, as docs/preview.schema.json has it. */
  Map<String, Object> told(List<Condition> conditions) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("run_id", run.runId());
    told.put("rule_version", ruleVersion);
    told.put(
        "now",
        parts.stream()
            .map(it -> it.details().get("now"))
            .filter(it -> it != null)
            .findFirst()
            .orElse(null));
    told.put("changes", !changesNothing());
    told.put("stops", stops.map(Stopped::told).orElse(null));
    told.put("open_rows", openRows);
    told.put("rows", told(MAP_ROWS));
    told.put("conflicts", told(CONFLICTS));
    for (String kind : List.of("rule", "payer", "provider")) {
      told.put("by_" + kind, owners(kind).stream().map(Owner::told).toList());
    }
    told.put("steps", steps());
    told.put("columns", columns.stream().map(Foreseen::column).toList());
    told.put(
        "shifts",
        Shift.largest(owners.values().stream().flatMap(List::stream)).stream()
            .map(Shift::told)
            .toList());
    told.put("money", money.map(MoneyForeseen::told).orElse(null));
    told.put("compared", compared.map(Compared::told).orElse(null));
    told.put("fail_if", conditions.stream().map(it -> it.told(this)).toList());
    told.put(
        "warnings",
        parts.stream()
            .flatMap(part -> part.warnings().stream().map(it -> part.task() + ": " + it))
            .toList());
    return told;
  }

  private Map<String, Object> told(String table) {
    Map<String, Object> told = new LinkedHashMap<>();
    ACTIONS.forEach(action -> told.put(action, rows(table, action)));
    return told;
  }

  private static Map<String, Object> column(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", row.text("name"));
    told.put("rows", row.number("rows"));
    return told;
  }

  private List<Map<String, Object>> steps() {
    return parts.stream()
        .flatMap(part -> part.steps().stream().map(step -> step(part, step)))
        .toList();
  }

  private static Map<String, Object> step(Run part, Run.StepResult step) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("task", part.task());
    told.put("step", step.name());
    told.put("seconds", step.duration().toMillis() / 1000.0);
    told.put("counts", step.counts().asMap());
    return told;
  }
}
