package care.conflict.chunksummary;

import care.conflict.core.Chunk;
import care.conflict.core.Counts;
import care.conflict.store.ChunkRecord;
import care.conflict.store.ChunkRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the chunks of a run came to, as lines for people and as details for programs.
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
    for (String name : WRITTEN) {
      counts = counts.and(name, records.stream().mapToLong(it -> it.counts().get(name)).sum());
    }
    return counts;
  }

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("seconds", seconds(elapsed()));
    details.put("work_seconds", seconds(work()));
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

  List<String> lines() {
    if (records.isEmpty()) {
      return List.of("no chunks: no stored conflicts in the window, or no plan was made");
    }
    List<String> lines = new ArrayList<>();
    lines.add("%,d chunk(s): %s".formatted(records.size(), states()));
    lines.add("%,d rows on %,d keys".formatted(counts().get("rows"), counts().get("keys")));
    lines.add(
        WRITTEN.stream()
            .map(name -> "%,d %s".formatted(counts().get(name), name))
            .collect(Collectors.joining(", ")));
    lines.add(
        "%.1f s from the first start to the last end, %.1f s of work; %,d rows/s, %,d rows/s a chunk"
            .formatted(
                seconds(elapsed()),
                seconds(work()),
                perSecond(rows(in(State.DONE)), elapsed()),
                perSecond(rows(in(State.DONE)), work())));
    slowest().forEach(it -> lines.add("slowest: " + line(it)));
    notDone().forEach(it -> lines.add("not done: " + line(it)));
    return lines;
  }

  private String states() {
    return Arrays.stream(State.values())
        .filter(state -> !in(state).isEmpty())
        .map(state -> "%,d %s".formatted(in(state).size(), name(state)))
        .collect(Collectors.joining(", "));
  }

  private String line(ChunkRecord record) {
    Chunk chunk = record.chunk();
    String line =
        "chunk %d (%,d rows, %,d keys, %s to %s)"
            .formatted(chunk.id(), chunk.rows(), chunk.keys(), chunk.firstDate(), chunk.lastDate());
    return record.state() == State.DONE
        ? "%s %.1f s".formatted(line, seconds(record.took().orElseThrow()))
        : "%s %s%s".formatted(line, name(record.state()), reason(record, ": "));
  }

  private Map<String, Object> described(ChunkRecord record) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("chunk", record.chunk().id());
    described.put("rows", record.chunk().rows());
    described.put("keys", record.chunk().keys());
    described.put("first_date", record.chunk().firstDate().toString());
    described.put("last_date", record.chunk().lastDate().toString());
    described.put("state", name(record.state()));
    record.took().ifPresent(took -> described.put("seconds", seconds(took)));
    String reason = reason(record, "");
    if (!reason.isEmpty()) {
      described.put("error", reason);
    }
    return described;
  }

  private String reason(ChunkRecord record, String before) {
    String reason = reasons.get(record.chunk().id());
    return reason == null ? "" : before + reason;
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
  private Duration elapsed() {
    List<ChunkRecord> done = in(State.DONE);
    Optional<Instant> first =
        done.stream().map(ChunkRecord::started).filter(Objects::nonNull).min(Instant::compareTo);
    Optional<Instant> last =
        done.stream().map(ChunkRecord::ended).filter(Objects::nonNull).max(Instant::compareTo);
    return first.isPresent() && last.isPresent()
        ? Duration.between(first.get(), last.get())
        : Duration.ZERO;
  }

  private static long perSecond(long rows, Duration time) {
    return rows * 1000 / Math.max(1, time.toMillis());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
