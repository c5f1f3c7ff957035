package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.core.TaskFailure;
import care.conflict.runtime.Mail;
import care.conflict.runtime.RunLocation;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what the tasks of the run say, and writes the report. */
final class RunReport {
  private final Run run;
  private final Session session;
  private final RunResults results;
  private RunSummary summary;

  RunReport(Run run, Session session, RunResults results) {
    this.run = run;
    this.session = session;
    this.results = results;
  }

  /** To {@code <run location>/report.html}, and as text to the log. */
  Counts write() throws IOException, SQLException {
    summary = summary();
    Report.text(summary)
        .lines()
        .forEach(line -> run.log().log(EventLog.Level.INFO, "report", "line", line));
    String place = RunLocation.write(run, "report.html", Report.html(summary));
    run.detail("report", place);
    run.log().log(EventLog.Level.INFO, "report written", "place", place);
    return Counts.NONE;
  }

  /** As a mail to whom the configuration names. */
  Counts mail() {
    if (summary == null) {
      throw TaskFailure.failed("there is no report to send", "");
    }
    String subject =
        "%s %s: %s"
            .formatted(
                run.get(Parameters.EMAIL_SUBJECT_PREFIX),
                summary.environment(),
                Report.heading(summary))
            .strip();
    String id = Mail.send(run, subject, Report.html(summary), Report.text(summary));
    run.log().log(EventLog.Level.INFO, "mail sent", "id", id);
    return Counts.NONE;
  }

  private RunSummary summary() throws SQLException {
    List<TaskResult> tasks = new ArrayList<>(results.tasks());
    Instant started =
        tasks.stream()
            .flatMap(task -> task.started().stream())
            .filter(it -> it.isBefore(run.started()))
            .min(Comparator.naturalOrder())
            .orElse(run.started());
    Map<String, Long> rowsBefore =
        results
            .of(RunResults.PREFLIGHT)
            .map(document -> document.within("details").within("table_rows").numbers())
            .orElse(Map.of());
    Instant now = Instant.now();
    tasks.add(TaskResult.underWay(run, now));
    return new RunSummary(
        run.runId(),
        run.get(Parameters.ENVIRONMENT),
        started,
        now,
        tasks,
        rowsBefore,
        Document.of(run.details()).within("table_rows").numbers(),
        statusFlags(),
        run.warnings());
  }

  private Map<String, Map<String, Long>> statusFlags() throws SQLException {
    StepSql sql = Store.sql(run, run.task());
    Map<String, Map<String, Long>> flags = new LinkedHashMap<>();
    for (String table : List.of("conflicts", "conflictvisitmaps")) {
      Map<String, Long> ofTable = new LinkedHashMap<>();
      session
          .rows(sql.find("status_flags_" + table), Map.of())
          .forEach(row -> ofTable.put(row.get("status").toString(), (Long) row.get("rows")));
      flags.put(table, ofTable);
    }
    run.detail("status_flags", flags);
    return flags;
  }
}
