package care.conflict.explain;

import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An answer for a terminal. */
final class Text {
  private final StringBuilder text = new StringBuilder();

  private final Names names;

  private Text(Names names) {
    this.names = names;
  }

  /** All of it, with these names behind the visits. */
  static String of(Answer answer, Names names) {
    Text made = new Text(names);
    made.line(
        "%d pair(s), %d of them a conflict; rules %s, now %s"
            .formatted(
                answer.told().size(),
                answer.conflicts(),
                answer.circumstances().ruleVersion(),
                answer.circumstances().now()));
    if (answer.isCut()) {
      made.line("More are stored: only the first %d are told".formatted(Question.MOST_PAIRS));
    }
    answer.told().forEach(pair -> made.pair(answer, pair));
    answer.lone().forEach(made::lone);
    return made.text.toString();
  }

  /** One of its pairs, without a name. */
  static String ofPair(Answer answer, Told explained) {
    Text made = new Text(Names.NONE);
    made.pair(answer, explained);
    return made.text.toString();
  }

  private void pair(Answer answer, Told explained) {
    line("");
    head(explained);
    gates(explained.gates());
    Row pair = explained instanceof Explained ofVisits ? ofVisits.pair() : null;
    if (pair != null) {
      rules(pair);
    }
    line("Smallest change: " + explained.changeInWords(answer.withChanges()));
    for (StoredRow row : answer.rows(explained)) {
      line(row.words());
      LastSaid said = row.said();
      if (said != null) {
        line("  its status: " + said.words());
      }
      line("  next run: " + row.nextRun().words());
    }
  }

  /** Who is in no pair, without a name. */
  static String ofLone(Lone lone) {
    Text made = new Text(Names.NONE);
    made.lone(lone);
    return made.text.toString();
  }

  private void lone(Lone lone) {
    line("");
    line("IN NO PAIR");
    line(lone.why());
    visit(lone.visit(), lone.id());
    line("");
    gates(lone.gates());
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private void head(Told explained) {
    line(
        (explained.isConflict() ? "CONFLICT" : "NO CONFLICT")
            + (explained instanceof ExplainedEvent ? " (in-service)" : ""));
    explained
        .stoppedAt()
        .ifPresent(
            gate ->
                line(
                    (gate.isOfWriting() ? "not written by this run: " : "stopped at ")
                        + gate.told()));
    visit(explained.a(), explained.id().a());
    visit(explained.b(), explained.id().b());
    line("");
  }

  private void visit(VisitGates visit, String id) {
    line(visit.words() + "  " + id + names.behind(id));
  }

  private void gates(List<Gate> gates) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "gate", "of", "value", "limit", "from"));
    gates.forEach(
        gate ->
            rows.add(
                List.of(
                    gate.stops() ? "NO" : gate.passed() == null ? "" : "ok",
                    gate.name(),
                    gate.of(),
                    gate.value(),
                    gate.limit(),
                    gate.from())));
    table(rows);
  }

  private void rules(Row pair) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "rule"));
    Rule.all()
        .forEach(
            rule ->
                rows.add(
                    List.of(
                        Values.holds(rule, pair) ? "YES" : "no",
                        rule.number() + " " + rule.words())));
    table(rows);
    for (String side : List.of("a", "b")) {
      line(
          "visit %s counts as %s, from %s to %s"
              .formatted(
                  side,
                  Values.said(Values.text(pair, side + "_state")),
                  Values.said(Values.time(pair, side + "_from")),
                  Values.said(Values.time(pair, side + "_to"))));
    }
    Double shared = Values.number(pair, "shared_minutes");
    line(
        shared == null
            ? "minutes in both not known: a visit lacks a time"
            : "minutes in both %s (below 0: apart)".formatted(shared));
    line(distance(pair));
    line("");
  }

  private static String distance(Row pair) {
    Double miles = Values.number(pair, "miles");
    Double travel = Values.number(pair, "travel_minutes");
    Double gap = Values.number(pair, "gap_minutes");
    if (miles == null) {
      return "no distance: the place of a visit is not known";
    }
    if (travel == null) {
      return "miles %s: no speed is known for so many (table mph)".formatted(miles);
    }
    return "miles %s at %s an hour: %s minutes to travel, %s"
        .formatted(
            miles,
            Values.said(Values.number(pair, "miles_per_hour")),
            travel,
            gap == null
                ? "no gap: only two completed visits have one"
                : "gap %s, too few by %s"
                    .formatted(gap, Values.said(Values.number(pair, "margin_minutes"))));
  }

  /** In columns as wide as need be. */
  private void table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        cells.add(row.get(i) + " ".repeat(widths[i] - row.get(i).length()));
      }
      line(cells.stream().collect(Collectors.joining("  ")));
    }
    line("");
  }
}
