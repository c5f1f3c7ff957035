package care.conflict.summarizechunks;

import care.conflict.chunks.ChunkRecord;
import care.conflict.chunks.ChunkRecord.State;
import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.report.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the chunks of a run came to.
 *
 * @param records the ledger of the run
 * @param reasons why a chunk failed, by its id, where that is known
 */
record Summary(List<ChunkRecord> records, Map<Integer, String> reasons) {
  private static final int SLOWEST = 5;
  private static final List<String> WRITTEN = List.of("updated", "repaired", "unchanged", "marked");

  /** Chunks by state, rows and keys of all, and what those that are done wrote. */
  Counts counts() {
    Counts counts = Counts.of("chunks", records.size());
    for (State state : State.values()) {
      counts = counts.and(name(state), in(state).size());
    }
    counts = counts.and("rows", rows(records));
    counts = counts.and("keys", records.stream().mapToLong(it -> it.chunk().keys()).sum());
    for (Map.Entry<String, Long> written : written().entrySet()) {
      counts = counts.and(written.getKey(), written.getValue());
    }
    return counts;
  }

  /** What the chunks that are done wrote. */
  Map<String, Long> written() {
    Map<String, Long> written = new LinkedHashMap<>();
    for (String name : WRITTEN) {
      written.put(name, records.stream().mapToLong(it -> it.counts().get(name)).sum());
    }
    return written;
  }

  /** How the chunks ended, taken together. */
  Status status() {
    if (notDone().isEmpty()) {
      return Status.SUCCESS;
    }
    return in(State.FAILED).isEmpty() ? Status.INTERRUPTED : Status.FAILED;
  }

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("seconds", Run.inSeconds(elapsed()));
    details.put("work_seconds", Run.inSeconds(work()));
    details.put("slowest", slowest().stream().map(this::described).toList());
    details.put("failed", in(State.FAILED).stream().map(it -> it.chunk().id()).toList());
    details.put("not_done", notDone().stream().map(this::described).toList());
    return details;
  }

  /** That chunks are not done, and what to do. */
  Optional<String> warning() {
    List<ChunkRecord> left = notDone();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of %d chunk(s) not done: %s. Their rows are as before; clear them, or run process_task02_chunk for each"
                .formatted(left.size(), records.size(), ids(left)));
  }

  private Map<String, Object> described(ChunkRecord record) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("chunk", record.chunk().id());
    described.put("rows", record.chunk().rows());
    described.put("keys", record.chunk().keys());
    described.put("first_date", record.chunk().firstDate().toString());
    described.put("last_date", record.chunk().lastDate().toString());
    described.put("state", name(record.state()));
    record.took().ifPresent(took -> described.put("seconds", Run.inSeconds(took)));
    String reason = reasons.get(record.chunk().id());
    if (reason != null) {
      described.put("error", reason);
    }
    return described;
  }

  private List<ChunkRecord> slowest() {
    return in(State.DONE).stream()
        .sorted(Comparator.comparing((ChunkRecord it) -> it.took().orElseThrow()).reversed())
        .limit(SLOWEST)
        .toList();
  }

  private List<ChunkRecord> notDone() {
    return records.stream().filter(it -> it.state() != State.DONE).toList();
  }

  private List<ChunkRecord> in(State state) {
    return records.stream().filter(it -> it.state() == state).toList();
  }

  private static long rows(List<ChunkRecord> records) {
    return records.stream().mapToLong(it -> it.chunk().rows()).sum();
  }

  private static String ids(List<ChunkRecord> records) {
    String ids =
        records.stream()
            .limit(20)
            .map(it -> "" + it.chunk().id())
            .collect(Collectors.joining(", "));
    return records.size() > 20 ? ids + ", …" : ids;
  }

  /** Of the chunks that are done, one after the other. */
  private Duration work() {
    return in(State.DONE).stream()
        .map(it -> it.took().orElseThrow())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** From the first start to the last end of those that are done. */
  Duration elapsed() {
    List<ChunkRecord> done = in(State.DONE);
    Optional<Instant> first =
        done.stream().flatMap(it -> it.started().stream()).min(Instant::compareTo);
    Optional<Instant> last =
        done.stream().flatMap(it -> it.ended().stream()).max(Instant::compareTo);
    return first.isPresent() && last.isPresent()
        ? Duration.between(first.get(), last.get())
        : Duration.ZERO;
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
