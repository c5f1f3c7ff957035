package care.conflict.summarizechunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.chunks.Chunk;
import care.conflict.chunks.ChunkRecord;
import care.conflict.chunks.ChunkRecord.State;
import care.conflict.core.Counts;
import care.conflict.report.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  private static final Instant START = Instant.parse("2026-11-21T18:00:00Z");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

  private static ChunkRecord record(int id, State state, long from, long to, long updated) {
    Chunk chunk = new Chunk(id, 1000L * id, 10, MONDAY, MONDAY.plusDays(1), START);
    boolean ended = state == State.DONE || state == State.FAILED;
    return new ChunkRecord(
        chunk,
        state,
        state == State.PENDING ? Optional.empty() : Optional.of(START.plusSeconds(from)),
        ended ? Optional.of(START.plusSeconds(to)) : Optional.empty(),
        state == State.DONE ? Counts.of("updated", updated).and("marked", 1) : Counts.NONE);
  }

  @Test
  void chunksThatAreAllDoneAreAddedUpAndTheSlowestComeFirst() {
    Summary summary =
        new Summary(
            List.of(record(1, State.DONE, 0, 2, 5), record(2, State.DONE, 1, 6, 7)), Map.of());

    assertThat(summary.counts().asMap())
        .containsEntry("chunks", 2L)
        .containsEntry("done", 2L)
        .containsEntry("failed", 0L)
        .containsEntry("rows", 3000L)
        .containsEntry("keys", 20L)
        .containsEntry("updated", 12L)
        .containsEntry("marked", 2L);
    assertThat(summary.warning()).isEmpty();
    assertThat(summary.status()).isEqualTo(Status.SUCCESS);
    assertThat(summary.details().get("slowest").toString())
        .containsSubsequence("chunk=2", "seconds=5.0", "chunk=1", "seconds=2.0");
    assertThat(summary.details())
        .containsEntry("work_seconds", 7.0)
        .containsEntry("seconds", 6.0)
        .containsEntry("not_done", List.of());
  }

  @Test
  void chunksThatAreNotDoneAreNamedWithWhatIsKnownOfThem() {
    Summary summary =
        new Summary(
            List.of(
                record(1, State.DONE, 0, 2, 5),
                record(2, State.FAILED, 1, 6, 0),
                record(3, State.RUNNING, 1, 0, 0),
                record(4, State.PENDING, 0, 0, 0)),
            Map.of(2, "statement timeout (57014)"));

    assertThat(summary.counts().asMap())
        .containsEntry("done", 1L)
        .containsEntry("failed", 1L)
        .containsEntry("running", 1L)
        .containsEntry("pending", 1L);
    assertThat(summary.warning().orElseThrow()).contains("3 of 4 chunk(s) not done: 2, 3, 4");
    assertThat(summary.status()).isEqualTo(Status.FAILED);
    assertThat(summary.details()).containsEntry("failed", List.of(2));
    assertThat(summary.details().get("not_done").toString())
        .contains("state=failed, seconds=5.0, error=statement timeout (57014)")
        .contains("chunk=3", "state=running");
  }

  @Test
  void aRunWithoutChunksIsToldAsSuch() {
    Summary summary = new Summary(List.of(), Map.of());

    assertThat(summary.counts().get("chunks")).isZero();
    assertThat(summary.warning()).isEmpty();
  }
}
