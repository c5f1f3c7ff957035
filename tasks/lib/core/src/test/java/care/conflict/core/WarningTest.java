package care.conflict.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WarningTest {
  private static final Warning CROWDED =
      Warning.counting("{} crowded key(s): more than 24 visits, {} in all", 1_200, 30_000);

  @Test
  void aCountStandsInItsPlaceAsPeopleReadIt() {
    assertThat(CROWDED.told())
        .isEqualTo("1,200 crowded key(s): more than 24 visits, 30,000 in all");
    assertThat(Warning.of("the {} of a table").told()).isEqualTo("the {} of a table");
    assertThat(Warning.counting("no place", 1).told()).isEqualTo("no place");
  }

  @Test
  void ofOneTextTheCountsAreAddedUpAndNoOtherNumber() {
    assertThat(
            Warning.added(
                List.of(
                    CROWDED,
                    Warning.of("5 shards"),
                    Warning.counting("L1: {} text(s) cut", 3),
                    CROWDED,
                    Warning.counting("L2: {} text(s) cut", 3),
                    Warning.of("5 shards"))))
        .extracting(Warning::told)
        .containsExactly(
            "2,400 crowded key(s): more than 24 visits, 60,000 in all",
            "5 shards",
            "L1: 3 text(s) cut",
            "L2: 3 text(s) cut");
  }

  @Test
  void whatIsWrittenDownIsReadAgain() {
    assertThat(Warning.read(CROWDED.asValue())).isEqualTo(CROWDED);
    assertThat(Warning.read(Map.of("text", "cut", "counts", List.of())))
        .isEqualTo(Warning.of("cut"));
    assertThat(Warning.read("7 pair(s)")).isEqualTo(Warning.of("7 pair(s)"));
  }
}
