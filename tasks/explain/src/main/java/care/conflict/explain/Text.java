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
    answer.told().forEach(pair -> made.pair(answer, pair));
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
    line(
        "Smallest change: "
            + explained
                .change()
                .map(Change::words)
                .orElse(
                    answer.withChanges()
                        ? "none of a visit's times, by up to a day, turns what the rules say"
                        : "not looked for among so many pairs"));
    for (StoredRow row : answer.rows(explained)) {
      line(row.words());
      LastSaid said = row.said();
      if (said != null) {
        line("  its status: " + said.words());
      }
      line("  next run: " + row.nextRun().words());
    }
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
    line(
        "minutes in both %s (below 0: apart); miles %s at %s an hour: %s minutes to travel, gap %s, too few by %s"
            .formatted(
                Values.said(Values.number(pair, "shared_minutes")),
                Values.said(Values.number(pair, "miles")),
                Values.said(Values.number(pair, "miles_per_hour")),
                Values.said(Values.number(pair, "travel_minutes")),
                Values.said(Values.number(pair, "gap_minutes")),
                Values.said(Values.number(pair, "margin_minutes"))));
    line("");
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
