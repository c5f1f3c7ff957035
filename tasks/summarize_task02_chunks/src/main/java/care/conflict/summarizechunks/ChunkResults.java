package care.conflict.summarizechunks;

import care.conflict.chunks.ChunkRecord;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.report.LastTry;
import care.conflict.report.Parts;
import care.conflict.report.Status;
import care.conflict.report.TaskResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tasks of a run over stored conflicts left in the run location, each chunk too. */
final class ChunkResults {
  private static final String STAGING = "task_01";
  private static final String PLAN = "get_task02_chunks";
  private static final String WORKER = "process_task02_chunk";
  private static final String IN_ONE_GO = "task_02";
  private static final String STATUS = "task03_status_management";

  private final Run run;
  private final List<ChunkRecord> records;
  private final Map<String, TaskResult> tasks = new HashMap<>();
  private final Map<Integer, TaskResult> chunks = new LinkedHashMap<>();

  private ChunkResults(Run run, List<ChunkRecord> records) {
    this.run = run;
    this.records = records;
  }

  /** Reads what was left of each task, and of each chunk that has ended. */
  static ChunkResults read(Run run, List<ChunkRecord> records) {
    ChunkResults results = new ChunkResults(run, records);
    for (String task : List.of(STAGING, PLAN, IN_ONE_GO, STATUS)) {
      results.read(task).ifPresent(it -> results.tasks.put(task, it));
    }
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
      return LastTry.told(run, document).map(TaskResult::of);
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

  /** Whether a plan of chunks was made, be it one of none. */
  boolean arePlanned() {
    return !records.isEmpty() || left(PLAN).status() == Status.SUCCESS;
  }

  /**
   * The tasks of the run until now, all chunks as one; those of the other form only if they ran.
   */
  List<TaskResult> tasks(Summary summary) {
    List<TaskResult> all = new ArrayList<>();
    all.add(left(STAGING));
    if (arePlanned() || tasks.containsKey(PLAN) || !tasks.containsKey(IN_ONE_GO)) {
      all.add(left(PLAN));
      all.add(chunksAsOne(summary));
    }
    Optional.ofNullable(tasks.get(IN_ONE_GO)).ifPresent(all::add);
    all.add(left(STATUS));
    return all;
  }

  private TaskResult left(String task) {
    return tasks.getOrDefault(task, TaskResult.notRun(task));
  }

  private TaskResult chunksAsOne(Summary summary) {
    Map<String, TaskResult> parts = new LinkedHashMap<>();
    chunks.forEach((id, it) -> parts.put("chunk " + id, it));
    return records.isEmpty()
        ? TaskResult.notRun(WORKER)
        : new Parts(WORKER, parts).asOne(summary.status(), summary.elapsed(), summary.written());
  }
}
