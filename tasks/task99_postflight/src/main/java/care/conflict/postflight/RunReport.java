package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
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

  RunReport(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  /** To {@code <run location>/report.html}, and as text to the log. */
  Counts write() throws IOException, SQLException {
    RunSummary summary = summary();
    String place = RunLocation.write(run, "report.html", Report.html(summary));
    run.detail("report", place);
    Report.text(summary)
        .lines()
        .forEach(line -> run.log().log(EventLog.Level.INFO, "report", "line", line));
    run.log().log(EventLog.Level.INFO, "report written", "place", place);
    return Counts.NONE;
  }

  private RunSummary summary() throws IOException, SQLException {
    List<TaskResult> tasks = new ArrayList<>();
    Instant started = run.started();
    Map<String, Long> rowsBefore = Map.of();
    for (String task : TASKS) {
      Optional<Map<String, Object>> document = RunLocation.result(run, task);
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
