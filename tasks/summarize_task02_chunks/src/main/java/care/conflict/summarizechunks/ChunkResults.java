package care.conflict.summarizechunks;

import care.conflict.chunks.ChunkRecord;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.report.Parts;
import care.conflict.report.TaskResult;
import care.conflict.runtime.files.RunLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tasks of a chunked run left in the run location, each chunk too. */
final class ChunkResults {
  private static final List<String> BEFORE = List.of("task_01", "get_task02_chunks");
  private static final String WORKER = "process_task02_chunk";

  private final Run run;
  private final Map<Integer, TaskResult> chunks = new LinkedHashMap<>();

  private ChunkResults(Run run) {
    this.run = run;
  }

  /** Reads what was left of each chunk that has ended. */
  static ChunkResults read(Run run, List<ChunkRecord> records) {
    ChunkResults results = new ChunkResults(run);
    for (ChunkRecord record : records) {
      if (record.ended().isPresent()) {
        int id = record.chunk().id();
        results
            .read(WORKER + "_" + id)
            .filter(it -> isOfItsEnd(it, record))
            .ifPresent(it -> results.chunks.put(id, it));
      }
    }
    return results;
  }

  /** What says otherwise than the ledger is of an earlier try. */
  private static boolean isOfItsEnd(TaskResult result, ChunkRecord record) {
    return result.status().bad() == (record.state() == ChunkRecord.State.FAILED);
  }

  /** What cannot be read is a warning: a report that lacks a task is better than none. */
  private Optional<TaskResult> read(String document) {
    try {
      return RunLocation.result(run, document).map(TaskResult::of);
    } catch (IOException | TaskFailure e) {
      run.warn(document + ": its result cannot be read");
      return Optional.empty();
    }
  }

  /** Why chunks failed, by their ids, where that is known. */
  Map<Integer, String> reasons() {
    Map<Integer, String> reasons = new HashMap<>();
    chunks.forEach((id, it) -> it.error().ifPresent(error -> reasons.put(id, error.message())));
    return reasons;
  }

  /** The tasks of the run until now, all chunks as one. */
  List<TaskResult> tasks(Summary summary) {
    List<TaskResult> tasks = new ArrayList<>();
    BEFORE.forEach(it -> tasks.add(read(it).orElseGet(() -> TaskResult.notRun(it))));
    Map<String, TaskResult> parts = new LinkedHashMap<>();
    chunks.forEach((id, it) -> parts.put("chunk " + id, it));
    tasks.add(
        summary.records().isEmpty()
            ? TaskResult.notRun(WORKER)
            : new Parts(WORKER, parts)
                .asOne(summary.status(), summary.elapsed(), summary.written()));
    return tasks;
  }
}
