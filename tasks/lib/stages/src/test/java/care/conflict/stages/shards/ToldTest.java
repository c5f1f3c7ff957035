package care.conflict.stages.shards;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.Counts;
import care.conflict.core.Warning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ToldTest {
  private static final Told ONE =
      new Told(
          Counts.of("inserted", 2),
          Map.of("DistanceFlag", Map.of("inserted", 2L, "updated", 0L)),
          List.of(Warning.of("a")));
  private static final Told OTHER =
      new Told(
          Counts.of("inserted", 3).and("resolved", 1),
          Map.of("DistanceFlag", Map.of("inserted", 3L), "SameSchTimeFlag", Map.of("resolved", 1L)),
          List.of(Warning.counting("{} b", 2)));

  @Test
  void partsAreAddedUp() {
    Told both = ONE.plus(OTHER);
    assertThat(both.counts().asMap()).isEqualTo(Map.of("inserted", 5L, "resolved", 1L));
    assertThat(both.byRule())
        .isEqualTo(
            Map.of(
                "DistanceFlag",
                Map.of("inserted", 5L, "updated", 0L),
                "SameSchTimeFlag",
                Map.of("resolved", 1L)));
    assertThat(both.warnings()).extracting(Warning::told).containsExactly("a", "2 b");
  }

  @Test
  void whatIsWrittenDownIsReadAgain() {
    Told read = Told.read(OTHER.json());
    assertThat(read.counts().asMap()).isEqualTo(OTHER.counts().asMap());
    assertThat(read.byRule()).isEqualTo(OTHER.byRule());
    assertThat(read.warnings()).isEqualTo(OTHER.warnings());
    assertThat(Told.read("{}").plus(ONE).byRule()).isEqualTo(ONE.byRule());
  }
}
