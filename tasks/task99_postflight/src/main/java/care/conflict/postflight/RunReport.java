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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the tasks of the run say, and writes the report. */
final class RunReport {
  /** The tasks of conflict_management before this one, in their order. */
  private static final List<String> TASKS =
      List.of(
          "task00_preflight",
          "task01_copy_to_staging",
          "task02_00_conflict_update",
          "task02_01_inservice_conflict",
          "task03_status_management");

  private final Run run;
  private final Session session;
  private RunSummary summary;

  RunReport(Run run, Session session) {
    this.run = run;
    this.session = session;
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
    List<TaskResult> tasks = new ArrayList<>();
    Instant started = run.started();
    Map<String, Long> rowsBefore = Map.of();
    for (String task : TASKS) {
      Optional<Map<String, Object>> document = result(task);
      TaskResult result = document.map(TaskResult::of).orElseGet(() -> TaskResult.notRun(task));
      tasks.add(result);
      if (result.started().isPresent() && result.started().get().isBefore(started)) {
        started = result.started().get();
      }
      if (task.equals("task00_preflight") && document.isPresent()) {
        rowsBefore = Document.of(document.get()).within("details").within("table_rows").numbers();
      }
    }
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

  /** A report that lacks a task is better than none. */
  private Optional<Map<String, Object>> result(String task) {
    try {
      return RunLocation.result(run, task);
    } catch (IOException | TaskFailure e) {
      run.warn("%s: its result cannot be read; %s".formatted(task, why(e)));
      return Optional.empty();
    }
  }

  /** Of a text that is no JSON the message quotes what could not be read. */
  private static String why(Exception e) {
    return e instanceof TaskFailure failure ? failure.getMessage() : e.getClass().getSimpleName();
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
