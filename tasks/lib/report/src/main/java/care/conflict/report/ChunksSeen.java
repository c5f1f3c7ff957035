package care.conflict.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the chunks of a run came to.
 *
 * @param counts chunks, those in each state, their rows and keys, and what those that are done
 *     wrote
 * @param elapsed from the first start to the last end of those that are done
 * @param work of those that are done, one after the other
 */
record ChunksSeen(
    Map<String, Long> counts,
    Duration elapsed,
    Duration work,
    List<Seen> slowest,
    List<Seen> notDone)
    implements Found {
  private static final List<String> STATES = List.of("done", "failed", "running", "pending");

  /** One chunk; the error is empty where none is known. */
  record Seen(
      long id, long rows, long keys, String dates, String state, String time, String error) {
    private static Seen of(Document chunk) {
      String first = chunk.text("first_date");
      String last = chunk.text("last_date");
      return new Seen(
          chunk.number("chunk").orElse(0L),
          chunk.number("rows").orElse(0L),
          chunk.number("keys").orElse(0L),
          first.equals(last) ? first : first + " to " + last,
          chunk.text("state"),
          chunk.seconds("seconds").map(Words::duration).orElse(""),
          Words.plain(chunk.text("error")));
    }

    /** How it ended, and why where that is known. */
    String outcome() {
      return error.isEmpty() ? state : state + ": " + error;
    }
  }

  /** From the document of the task that sums them up; nothing where that is another task. */
  static Optional<ChunksSeen> of(Document summary) {
    Document details = summary.within("details");
    return details.values().containsKey("slowest")
        ? Optional.of(
            new ChunksSeen(
                summary.within("counts").numbers(),
                details.seconds("seconds").orElse(Duration.ZERO),
                details.seconds("work_seconds").orElse(Duration.ZERO),
                seen(details, "slowest"),
                seen(details, "not_done")))
        : Optional.empty();
  }

  private static List<Seen> seen(Document details, String name) {
    return details.list(name).stream().map(chunk -> Seen.of(Document.of(chunk))).toList();
  }

  long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  @Override
  public boolean ran() {
    return true;
  }

  @Override
  public String told() {
    if (count("chunks") == 0) {
      return "No stored conflict is in the window: there were no chunks.";
    }
    String written = stored().written();
    return "%s of %s%s"
        .formatted(
            Words.counted(count("chunks"), "chunk", "chunks"),
            stored().rows(),
            written.isEmpty() ? "; nothing had to be written." : ": " + written + ".");
  }

  @Override
  public String kept() {
    String written = stored().written();
    return count("done") == 0
        ? "No chunk was done: all rows are as before."
        : "What is done stays: %s of %s%s."
            .formatted(
                Words.number(count("done")),
                Words.counted(count("chunks"), "chunk", "chunks"),
                written.isEmpty() ? "" : ", " + written);
  }

  /** What became of the rows of those that are done. */
  StoredSeen stored() {
    return new StoredSeen(counts);
  }

  /** How many are in which state. */
  String states() {
    Map<String, Long> states = new LinkedHashMap<>();
    STATES.forEach(state -> states.put(state, count(state)));
    return Words.rows(states);
  }

  String times() {
    return "%s from the first start to the last end, %s of work"
        .formatted(Words.duration(elapsed), Words.duration(work));
  }

  /** Rows in a second: of all, of one chunk at a time. */
  String speed() {
    long left = notDone.stream().mapToLong(Seen::rows).sum();
    return "%s rows/s, %s rows/s a chunk"
        .formatted(
            Words.number(perSecond(count("rows") - left, elapsed)),
            Words.number(perSecond(count("rows") - left, work)));
  }

  private static long perSecond(long rows, Duration time) {
    return rows * 1000 / Math.max(1, time.toMillis());
  }
}
