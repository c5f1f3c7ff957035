package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.report.Document;
import care.conflict.report.Report;
import care.conflict.report.RunSummary;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.tables.Maintenance;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects what the tasks of the run say, and writes the report. */
final class RunReport {
  private final Run run;
  private final Session session;
  private final RunResults results;
  private final Map<String, Map<String, Long>> statusFlags = new LinkedHashMap<>();
  private OptionalLong open = OptionalLong.empty();
  private @Nullable RunSummary summary;

  RunReport(Run run, Session session, RunResults results) {
    this.run = run;
    this.session = session;
    this.results = results;
  }

  /**
   * Counts the rows of the tables that people watch; of two by status, which says how many there
   * are in all: nine million rows are read once.
   */
  Counts countRows() throws SQLException {
    Statements statements = Statements.of(session, run.task());
    Map<String, Long> counted = new LinkedHashMap<>();
    for (String table : List.of("conflicts", "conflictvisitmaps")) {
      Map<String, Long> ofTable = new LinkedHashMap<>();
      List<Row> found = statements.rows("status_flags_" + table);
      found.forEach(row -> ofTable.put(row.text("status"), row.number("rows")));
      if (table.equals("conflictvisitmaps")) {
        open =
            OptionalLong.of(
                found.stream()
                    .filter(row -> row.flag("open"))
                    .mapToLong(row -> row.number("rows"))
                    .sum());
      }
      statusFlags.put(table, ofTable);
      counted.put(table, ofTable.values().stream().mapToLong(Long::longValue).sum());
    }
    run.detail("status_flags", statusFlags);
    return new Maintenance(run, session).countRows(counted);
  }

  /** How many rows of conflictvisitmaps are open, where they were counted. */
  OptionalLong open() {
    return open;
  }

  /** To the run location, and as text to the log. */
  Counts write(Map<String, Object> trends) throws IOException {
    summary = summary(trends);
    Report.write(run, summary);
    return Counts.NONE;
  }

  /** As a mail to whom the configuration names. */
  Counts mail() {
    if (summary == null) {
      throw TaskFailure.failed("there is no report to send", "");
    }
    return Report.mail(run, summary);
  }

  private RunSummary summary(Map<String, Object> trends) {
    Map<String, Long> rowsBefore =
        results
            .of(RunResults.PREFLIGHT)
            .map(document -> document.within("details").within("table_rows").numbers())
            .orElse(Map.of());
    return RunSummary.of(run, results.tasks())
        .with(rowsBefore, Document.of(run.details()).within("table_rows").numbers(), statusFlags)
        .with(trends);
  }
}
