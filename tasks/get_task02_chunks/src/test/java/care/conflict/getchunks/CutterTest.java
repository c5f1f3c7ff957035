package care.conflict.getchunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class CutterTest {

  private static List<List<Long>> cut(ChunkSizes sizes, long... keys) {
    Cutter cutter = new Cutter(sizes);
    List<List<Long>> chunks = new ArrayList<>();
    for (long rows : keys) {
      int chunk = cutter.place(rows);
      assertThat(chunk).isBetween(Math.max(1, chunks.size()), chunks.size() + 1);
      if (chunk > chunks.size()) {
        chunks.add(new ArrayList<>());
      }
      chunks.get(chunk - 1).add(rows);
    }
    return chunks;
  }

  @Test
  void aChunkIsFullAtItsTarget() {
    assertThat(cut(new ChunkSizes(10, 50, 100), 4, 5, 1, 1))
        .containsExactly(List.of(4L, 5L, 1L), List.of(1L));
  }

  @Test
  void aChunkMayPassItsTargetWithItsLastKey() {
    assertThat(cut(new ChunkSizes(10, 50, 100), 9, 41, 1))
        .containsExactly(List.of(9L, 41L), List.of(1L));
  }

  @Test
  void aKeyThatWouldPassTheMaximumBeginsAChunk() {
    assertThat(cut(new ChunkSizes(10, 50, 100), 9, 42, 1))
        .containsExactly(List.of(9L), List.of(42L), List.of(1L));
  }

  @Test
  void aKeyAboveTheMaximumIsAChunkOfItsOwn() {
    assertThat(cut(new ChunkSizes(10, 50, 100), 1, 51, 1, 100_000))
        .containsExactly(List.of(1L), List.of(51L), List.of(1L), List.of(100_000L));
  }

  @Test
  void aChunkHasNoMoreKeysThanAllowed() {
    assertThat(cut(new ChunkSizes(10, 50, 2), 1, 1, 1, 1, 1))
        .containsExactly(List.of(1L, 1L), List.of(1L, 1L), List.of(1L));
  }

  @RepeatedTest(300)
  void itCutsAsANaiveReadingOfTheRulesDoes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int target = 1 + random.nextInt(20);
    ChunkSizes sizes = new ChunkSizes(target, target + random.nextInt(30), 1 + random.nextInt(8));
    long[] keys =
        LongStream.generate(() -> 1 + random.nextInt(45)).limit(random.nextInt(60)).toArray();

    assertThat(cut(sizes, keys)).isEqualTo(naive(sizes, keys));
  }

  /** For each chunk: the longest run of keys from where the last one ended that keeps the rules. */
  private static List<List<Long>> naive(ChunkSizes sizes, long... keys) {
    List<List<Long>> chunks = new ArrayList<>();
    int from = 0;
    while (from < keys.length) {
      int to = from + 1;
      while (to < keys.length && isAllowed(sizes, keys, from, to + 1)) {
        to++;
      }
      chunks.add(LongStream.of(keys).skip(from).limit(to - from).boxed().toList());
      from = to;
    }
    return chunks;
  }

  /** Whether the keys from (inclusive) to (exclusive), more than one, may be one chunk. */
  private static boolean isAllowed(ChunkSizes sizes, long[] keys, int from, int to) {
    long all = LongStream.of(keys).skip(from).limit(to - from).sum();
    long withoutTheLast = all - keys[to - 1];
    return all <= sizes.most() && withoutTheLast < sizes.target() && to - from <= sizes.mostKeys();
  }
}
