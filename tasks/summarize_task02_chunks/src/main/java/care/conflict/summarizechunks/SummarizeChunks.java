package care.conflict.summarizechunks;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.chunks.ChunkLedger;
import care.conflict.chunks.ChunkRecord;
import care.conflict.core.Command;
import care.conflict.core.Counts;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.report.Report;
import care.conflict.report.RunSummary;
import care.conflict.report.TaskResult;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what the chunks of a run came to: in a report for people, in the result document. */
final class SummarizeChunks implements PipelineTask {
  /** Held from step to step: what is said in the result document, and then in the report. */
  private @Nullable ChunkResults results;

  private @Nullable Summary summary;

  public static void main(String[] args) {
    TaskRunner.main(new SummarizeChunks(), args);
  }

  @Override
  public Command head() {
    return Command.named("summarize_task02_chunks")
        .does(
            "Says what the chunks of a run came to: totals, the slowest, those that are not done.")
        .with(Parameters.ENVIRONMENT)
        .reads(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    run.step("summarize", () -> summarize(run));
    run.step("report", () -> report(run));
  }

  private Counts summarize(Run run) throws SQLException {
    List<ChunkRecord> records = records(run);
    results = ChunkResults.read(run, records);
    summary = new Summary(records, results.reasons());
    summary.details().forEach(run::detail);
    summary.warning().ifPresent(run::warn);
    return summary.counts();
  }

  private static List<ChunkRecord> records(Run run) throws SQLException {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      return new ChunkLedger(run, session).records();
    }
  }

  private Counts report(Run run) throws IOException {
    List<TaskResult> tasks = Objects.requireNonNull(results).tasks(Objects.requireNonNull(summary));
    Report.write(run, RunSummary.of(run, tasks));
    return Counts.NONE;
  }
}
