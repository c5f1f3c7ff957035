package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.report.Document;
import care.conflict.report.Report;
import care.conflict.report.RunSummary;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the tasks of the run say, and writes the report. */
final class RunReport {
  private final Run run;
  private final Session session;
  private final RunResults results;
  private final Map<String, Object> trends;
  private @Nullable RunSummary summary;

  RunReport(Run run, Session session, RunResults results, Map<String, Object> trends) {
    this.run = run;
    this.session = session;
    this.results = results;
    this.trends = trends;
  }

  /** To the run location, and as text to the log. */
  Counts write() throws IOException, SQLException {
    summary = summary();
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

  private RunSummary summary() throws SQLException {
    Map<String, Long> rowsBefore =
        results
            .of(RunResults.PREFLIGHT)
            .map(document -> document.within("details").within("table_rows").numbers())
            .orElse(Map.of());
    return RunSummary.of(run, results.tasks())
        .with(rowsBefore, Document.of(run.details()).within("table_rows").numbers(), statusFlags())
        .with(trends);
  }

  private Map<String, Map<String, Long>> statusFlags() throws SQLException {
    Statements statements = Statements.of(session, run.task());
    Map<String, Map<String, Long>> flags = new LinkedHashMap<>();
    for (String table : List.of("conflicts", "conflictvisitmaps")) {
      Map<String, Long> ofTable = new LinkedHashMap<>();
      statements
          .rows("status_flags_" + table)
          .forEach(row -> ofTable.put(row.text("status"), row.number("rows")));
      flags.put(table, ofTable);
    }
    run.detail("status_flags", flags);
    return flags;
  }
}
