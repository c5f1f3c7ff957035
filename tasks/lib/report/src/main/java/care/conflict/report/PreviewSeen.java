package care.conflict.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run would change, as page and text show it. */
record PreviewSeen(Document told) {
  static final List<String> ACTIONS =
      List.of("inserted", "updated", "reopened", "resolved", "deleted");
  private static final int MOST = 20;

  static PreviewSeen of(Map<String, Object> told) {
    return new PreviewSeen(new Document(told));
  }

  /** A name, and under it numbers in the order of the table's columns. */
  record Line(String name, String column, List<String> numbers) {}

  /** A table of lines; one without lines is not shown. */
  record Table(String caption, String what, List<String> heads, List<Line> lines) {}

  String heading() {
    if (told.values().get("stops") != null) {
      return "The run would stop early";
    }
    return changes() ? "What the run would change" : "The run would change nothing";
  }

  String tone() {
    boolean bad = told.values().get("stops") != null || conditions().stream().anyMatch(this::holds);
    return bad ? "bad" : changes() ? "attention" : "good";
  }

  String sign() {
    return switch (tone()) {
      case "bad" -> "✗";
      case "good" -> "✓";
      default -> "!";
    };
  }

  boolean changes() {
    return Boolean.TRUE.equals(told.values().get("changes"));
  }

  /** Where it would stop, and why. */
  Optional<String> stop() {
    return stop(told.within("stops"));
  }

  private static Optional<String> stop(Document stops) {
    return stops.values().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s would end with exit code %s: %s. What it wrote until then stays, and is counted here; no later task would begin. %s"
                .formatted(
                    stops.text("task"),
                    stops.text("exit_code"),
                    Words.plain(stops.text("message")),
                    Words.plain(stops.text("advice"))));
  }

  /** What another version comes to, also where that is nothing; empty where none was asked for. */
  Optional<String> comparison() {
    Document other = told.within("compared");
    if (other.values().isEmpty()) {
      return Optional.empty();
    }
    long rows = other.number("rows").orElse(0L);
    String differing =
        "Compared with the other version, %s: %s would become otherwise by it."
            .formatted(
                other.text("rule_version"),
                rows == 0 ? "no row" : Words.counted(rows, "row", "rows"));
    return Optional.of(
        stop(other.within("stops")).map(it -> differing + " By it, " + it).orElse(differing));
  }

  String sentence() {
    Map<String, Long> rows = new LinkedHashMap<>();
    ACTIONS.forEach(it -> rows.put(it, told.within("rows").number(it).orElse(0L)));
    String of =
        Words.counted(told.number("open_rows").orElse(0L), "open row", "open rows") + " stored";
    String what = Words.rows(rows);
    return (what.isEmpty() ? "No row" : what) + "; " + of + ".";
  }

  String count(String action) {
    return Words.number(told.within("rows").number(action).orElse(0L));
  }

  List<String> shifts() {
    return documents("shifts").map(it -> Words.sentence(Words.plain(it.text("words")))).toList();
  }

  List<String> warnings() {
    return told.list("warnings").stream().map(it -> Words.plain(it.toString())).toList();
  }

  private Stream<Document> documents(String name) {
    return told.list(name).stream().map(Document::of);
  }

  private List<Document> conditions() {
    return documents("fail_if").toList();
  }

  private boolean holds(Document condition) {
    return "true".equals(condition.text("holds"));
  }

  /** All tables, in their order, those without a line left out. */
  List<Table> tables() {
    return Stream.of(
            conditionTable(),
            actions(),
            owners("rule", "By rule; a row counts under each of its rules"),
            owners("payer", "Payers of whom most rows would be written"),
            owners("provider", "Providers of whom most rows would be written"),
            moneyTable(),
            steps(),
            columns(),
            differences(),
            differencesOf("rule"),
            differencesOf("payer"),
            differencesOf("provider"),
            samples())
        .filter(it -> !it.lines().isEmpty())
        .toList();
  }

  private Table conditionTable() {
    return new Table(
        "Conditions of --fail-if",
        "Condition",
        List.of("Measured", "Holds"),
        conditions().stream()
            .map(
                it ->
                    new Line(
                        Words.plain(it.text("condition")),
                        "",
                        List.of(
                            it.text("measured").isEmpty()
                                ? "not counted"
                                : Words.decimal(it.text("measured")),
                            holds(it) ? "yes" : "no")))
            .toList());
  }

  private Table actions() {
    return new Table(
        "Rows by what becomes of them",
        "Table",
        ACTIONS,
        Stream.of("rows", "conflicts")
            .map(
                it ->
                    new Line(
                        it.equals("rows") ? "conflictvisitmaps" : it,
                        "",
                        numbers(told.within(it), ACTIONS)))
            .toList());
  }

  private Table owners(String kind, String caption) {
    List<String> heads = Stream.concat(Stream.of("open"), ACTIONS.stream()).toList();
    return new Table(
        caption,
        Words.sentence(kind).replace(".", ""),
        heads,
        documents("by_" + kind)
            .limit(MOST)
            .map(
                it -> {
                  String key = Words.plain(it.text("key"));
                  String name = Words.plain(it.text("name"));
                  return new Line(
                      key.isEmpty() ? "none" : name.isEmpty() ? key : name,
                      name.isEmpty() ? "" : key,
                      numbers(it, heads));
                })
            .toList());
  }

  private static List<String> numbers(Document line, List<String> names) {
    return names.stream().map(it -> Words.number(line.number(it).orElse(0L))).toList();
  }

  private Table moneyTable() {
    List<String> heads = List.of("unresolved_before", "unresolved_after", "freed", "final_after");
    Document money = told.within("money");
    Map<String, Document> lines = new LinkedHashMap<>();
    money
        .within("by_action")
        .values()
        .forEach((action, amounts) -> lines.put(action.toString(), Document.of(amounts)));
    if (!money.values().isEmpty()) {
      lines.put("all rows", money.within("all"));
    }
    return new Table(
        "Money, as the payers' common view counts: what would be freed",
        "Rows",
        heads.stream().map(it -> it.replace('_', ' ')).toList(),
        lines.entrySet().stream()
            .map(
                it ->
                    new Line(
                        it.getKey(),
                        "",
                        heads.stream().map(name -> amount(it.getValue(), name)).toList()))
            .toList());
  }

  private static String amount(Document line, String name) {
    return line.values().get(name) instanceof BigDecimal amount
        ? Words.money(amount.toPlainString())
        : Words.money(line.text(name));
  }

  /** Those of status management that would write. */
  private Table steps() {
    return new Table(
        "Steps of status management that would write",
        "Step",
        List.of("rows"),
        documents("steps")
            .filter(it -> it.text("task").equals("task03_status_management"))
            .filter(it -> it.within("counts").number("updated").orElse(0L) > 0)
            .map(
                it ->
                    new Line(it.text("step"), "", numbers(it.within("counts"), List.of("updated"))))
            .toList());
  }

  private Table columns() {
    return new Table(
        "Columns that change most, in rows that are stored",
        "Column",
        List.of("rows"),
        documents("columns")
            .limit(MOST)
            .map(it -> new Line(it.text("name"), "", numbers(it, List.of("rows"))))
            .toList());
  }

  private Stream<Document> compared(String name) {
    return told.within("compared").list(name).stream().map(Document::of);
  }

  private Table differences() {
    return new Table(
        "What would become otherwise by the other version, %s"
            .formatted(told.within("compared").text("rule_version")),
        "By this version, and by the other",
        List.of("rows"),
        compared("by_action")
            .map(
                it ->
                    new Line(
                        it.text("first") + ", " + it.text("second"),
                        "",
                        numbers(it, List.of("rows"))))
            .toList());
  }

  private Table differencesOf(String kind) {
    return new Table(
        "By %s: rows that differ, and how many more by the other version".formatted(kind),
        Words.sentence(kind).replace(".", ""),
        Stream.concat(Stream.of("differ"), ACTIONS.stream()).toList(),
        compared("by_" + kind)
            .limit(MOST)
            .map(
                it ->
                    new Line(
                        it.text("name").isEmpty()
                            ? it.text("key").isEmpty() ? "none" : it.text("key")
                            : Words.plain(it.text("name")),
                        "",
                        Stream.concat(
                                Stream.of(Words.number(it.number("rows").orElse(0L))),
                                ACTIONS.stream()
                                    .map(name -> Words.difference(it.number(name).orElse(0L))))
                            .toList()))
            .toList());
  }

  private Table samples() {
    return new Table(
        "Pairs to be explained",
        "explain --visit … --visit …",
        List.of("this version", "other"),
        compared("samples")
            .map(
                it ->
                    new Line(
                        it.text("visit_id") + " " + it.text("con_visit_id"),
                        "",
                        List.of(it.text("first"), it.text("second"))))
            .toList());
  }
}
