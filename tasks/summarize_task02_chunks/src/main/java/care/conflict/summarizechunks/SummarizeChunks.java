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
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.aws.Mail;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.trends.Trends;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Says what a run over stored conflicts came to, in chunks or in one go: in the result document, in
 * a report for people, by mail.
 */
final class SummarizeChunks implements PipelineTask {
  public static void main(String[] args) {
    TaskRunner.main(new SummarizeChunks(), args);
  }

  @Override
  public Command head() {
    return Command.named("summarize_task02_chunks")
        .does(
            "Says what a run over stored conflicts came to, in chunks or in one go: totals, the slowest chunks, those that are not done; page, log, mail.")
        .with(Parameters.ENVIRONMENT, Parameters.ENABLE_HISTORY)
        .with(Parameters.OF_THE_MAIL)
        .reads(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      tell(run, session);
    }
  }

  private static void tell(Run run, Session session) throws Exception {
    List<ChunkRecord> records = new ChunkLedger(run, session).records();
    ChunkResults results = ChunkResults.read(run, records);
    Summary summary = new Summary(records, results.reasons());
    if (results.arePlanned()) {
      run.step("summarize", () -> summarize(run, summary));
    }
    Map<String, Object> trends = Trends.upToDate(run, session, OptionalLong.empty());
    RunSummary told = RunSummary.of(run, results.tasks(summary)).with(trends);
    run.step("report", () -> report(run, told));
    if (Mail.isEnabled(run)) {
      run.attempt("mail", () -> Report.mail(run, told));
    }
  }

  private static Counts summarize(Run run, Summary summary) {
    summary.details().forEach(run::detail);
    summary.warning().ifPresent(run::warn);
    return summary.counts();
  }

  private static Counts report(Run run, RunSummary told) throws IOException {
    Report.write(run, told);
    return Counts.NONE;
  }
}
