package care.conflict.report;

import java.util.ArrayList;
import java.util.List;

/** The report as lines for the log, plain characters only as far as it is ours. */
final class TextReport {
  private final Page page;
  private final List<String> lines = new ArrayList<>();

  TextReport(Page page) {
    this.page = page;
    head();
    failures();
    page.chunks().ifPresent(this::chunks);
    page.stored().ifPresent(this::stored);
    page.source().ifPresent(this::source);
    tasks();
    rules();
    page.money().ifPresent(this::money);
    page.trends().ifPresent(this::trends);
    rows();
    statuses();
    warnings();
    parameters();
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }

  private void head() {
    RunSummary summary = page.summary();
    lines.addAll(TextTable.broken("", page.outcome().heading()));
    lines.add("=".repeat(Math.min(TextTable.WIDTH, page.outcome().heading().length())));
    lines.addAll(TextTable.broken("", page.outcome().sentence()));
    if (page.detected().ran() && !page.detected().others().isEmpty()) {
      lines.addAll(TextTable.broken("", "Of the pairs: " + page.detected().others() + "."));
    }
    lines.add("");
    TextTable facts =
        new TextTable("ll")
            .row("run", summary.runId())
            .row("environment", summary.environment())
            .row("started", Words.time(summary.started()))
            .row("ended", Words.time(summary.ended()));
    if (!page.rulesSeen().tasks().isEmpty()) {
      facts.row("rules", page.rulesSeen().versions());
    }
    add(facts);
  }

  private void failures() {
    for (TaskRow row : page.failures()) {
      TaskResult.Problem problem = row.result().error().orElseThrow();
      heading("What went wrong in " + row.result().task());
      add(
          new TextTable("ll")
              .row("what", Words.plain(problem.message()))
              .row("step", problem.step().isEmpty() ? "-" : problem.step())
              .row("do", problem.advice().isEmpty() ? "-" : Words.plain(problem.advice())));
    }
  }

  private void chunks(ChunksSeen chunks) {
    if (chunks.count("chunks") == 0) {
      return;
    }
    heading("Chunks");
    add(
        new TextTable("ll")
            .row("chunks", Words.number(chunks.count("chunks")) + ": " + chunks.states())
            .row("stored rows", Words.number(chunks.count("rows")))
            .row("keys", Words.number(chunks.count("keys")) + ", each a day of a person")
            .row("time", chunks.times())
            .row("speed", chunks.speed()));
    chunks("Chunks that are not done", chunks.notDone());
    chunks("The slowest chunks", chunks.slowest());
  }

  private void chunks(String heading, List<ChunksSeen.Seen> chunks) {
    if (chunks.isEmpty()) {
      return;
    }
    heading(heading);
    TextTable table = new TextTable("lrrlrl").row("chunk", "rows", "keys", "days", "time", "state");
    for (ChunksSeen.Seen chunk : chunks) {
      table.row(
          "chunk " + chunk.id(),
          Words.number(chunk.rows()),
          Words.number(chunk.keys()),
          chunk.dates(),
          orDash(chunk.time()),
          chunk.outcome());
    }
    add(table);
  }

  private void stored(StoredSeen stored) {
    heading("Stored conflicts");
    lines.addAll(TextTable.broken("", stored.told()));
  }

  private void source(SourceSeen source) {
    heading("Source");
    TextTable table = new TextTable("lll");
    source.lines().forEach(it -> table.row(it.what(), it.measured(), it.against()));
    add(table);
    if (!source.holds().isEmpty()) {
      heading("Providers on hold");
      TextTable holds = new TextTable("rrl").row("visits", "usual", "provider");
      source
          .holds()
          .forEach(it -> holds.row(it.visits(), it.usual(), it.name() + " (" + it.id() + ")"));
      add(holds);
    }
  }

  private void tasks() {
    if (page.tasks().isEmpty()) {
      return;
    }
    heading("Tasks");
    TextTable table = new TextTable("llrl");
    for (TaskRow row : page.tasks()) {
      table.row(row.result().task(), row.result().status().words(), row.time(), row.rows());
      for (TaskRow.StepRow step : row.steps()) {
        table.row("  " + step.name(), step.status().words(), step.time(), step.rows());
      }
    }
    add(table);
  }

  private void rules() {
    if (page.rules().isEmpty()) {
      return;
    }
    heading("Rows by rule");
    TextTable table = new TextTable("rrrl").row("inserted", "updated", "resolved", "rule");
    for (RuleRow rule : page.rules()) {
      table.row(
          Words.number(rule.inserted()),
          Words.number(rule.updated()),
          Words.number(rule.resolved()),
          rule.column().isEmpty() ? rule.words() : rule.words() + " (" + rule.column() + ")");
    }
    add(table);
  }

  private void money(MoneySeen money) {
    heading("Money at stake");
    lines.addAll(TextTable.broken("", money.unknown()));
    money("all", List.of(money.all()));
    money("rule", money.rules());
    money("month of visits", money.months());
    money("payer, the first ten", money.payers());
    money("provider, the first ten", money.providers());
  }

  private void money(String what, List<MoneySeen.Line> rows) {
    if (rows.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("rrrrl").row("unresolved", "once", "final", "once", what);
    for (MoneySeen.Line line : rows) {
      table.row(
          line.unresolved(),
          line.unresolvedOnce(),
          line.finalPrice(),
          line.finalOnce(),
          line.name().isEmpty()
              ? line.pairs() + " pairs of " + line.visits() + " visits"
              : line.name());
    }
    lines.add("");
    add(table);
  }

  private void trends(TrendsSeen trends) {
    heading("Trends");
    lines.addAll(new TextTrends(trends).lines());
  }

  private void rows() {
    if (page.rowChanges().isEmpty()) {
      return;
    }
    heading("Rows of the tables");
    TextTable table = new TextTable("rrrl").row("before", "after", "difference", "table");
    for (RowChange change : page.rowChanges()) {
      String difference = change.difference().replace('−', '-');
      table.row(
          orDash(change.before()), orDash(change.after()), orDash(difference), change.table());
    }
    add(table);
  }

  private void statuses() {
    for (FlagTable flags : page.flagTables()) {
      heading(
          "Statuses of " + flags.table() + " (" + Words.counted(flags.rows(), "row", "rows") + ")");
      TextTable table = new TextTable("rrl");
      for (FlagTable.Part part : flags.parts()) {
        String flag = part.flag().isEmpty() ? "" : part.flag() + "  ";
        table.row(Words.number(part.rows()), part.percent(), flag + part.words());
      }
      add(table);
    }
  }

  private void warnings() {
    if (page.warnings().isEmpty()) {
      return;
    }
    heading(Words.counted(page.warnings().size(), "warning", "warnings"));
    TextTable table = new TextTable("ll");
    page.warnings().forEach(note -> table.row(note.source(), note.text()));
    add(table);
  }

  private void parameters() {
    if (page.parameters().isEmpty()) {
      return;
    }
    heading("Parameters in force");
    TextTable table = new TextTable("ll");
    page.parameters().forEach((name, value) -> table.row(name, value.isEmpty() ? "-" : value));
    add(table);
  }

  private void heading(String heading) {
    lines.add("");
    lines.addAll(TextTable.broken("", heading));
    lines.add("-".repeat(Math.min(TextTable.WIDTH, heading.length())));
  }

  private void add(TextTable table) {
    lines.addAll(table.lines());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
