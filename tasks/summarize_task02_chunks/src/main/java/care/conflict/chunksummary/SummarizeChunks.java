package care.conflict.chunksummary;

import care.conflict.core.EventLog;
import care.conflict.core.Parameter;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.RunLocation;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.ChunkLedger;
import care.conflict.store.ChunkRecord;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what the chunks of a run came to: in the log for people, in the result document. */
final class SummarizeChunks implements PipelineTask {
  private static final String WORKER = "process_task02_chunk";

  public static void main(String[] args) {
    TaskRunner.main(new SummarizeChunks(), args);
  }

  @Override
  public String name() {
    return "summarize_task02_chunks";
  }

  @Override
  public String description() {
    return "Says what the chunks of a run came to: totals, the slowest, those that are not done.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of();
  }

  @Override
  public void run(Run run) throws Exception {
    run.step(
        "summarize",
        () -> {
          List<ChunkRecord> records = records(run);
          Summary summary = new Summary(records, reasons(run, records));
          summary
              .lines()
              .forEach(line -> run.log().log(EventLog.Level.INFO, "summary", "line", line));
          summary.details().forEach(run::detail);
          summary.warning().ifPresent(run::warn);
          return summary.counts();
        });
  }

  private static List<ChunkRecord> records(Run run) throws SQLException {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      return new ChunkLedger(run, session).records();
    }
  }

  /** What the workers of the chunks that are not done said in their result documents. */
  private static Map<Integer, String> reasons(Run run, List<ChunkRecord> records)
      throws IOException {
    Map<Integer, String> reasons = new HashMap<>();
    for (ChunkRecord record : records) {
      int id = record.chunk().id();
      if (record.state() == ChunkRecord.State.FAILED) {
        RunLocation.result(run, WORKER + "_" + id)
            .map(document -> document.get("error"))
            .map(error -> ((Map<?, ?>) error).get("message"))
            .ifPresent(message -> reasons.put(id, message.toString()));
      }
    }
    return reasons;
  }
}
