package care.conflict.stages.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AddedWarningsTest {
  @Test
  void whatDiffersOnlyInHowManyBecomesOne() {
    assertThat(
            AddedWarnings.of(
                List.of(
                    "P_PAddressL1: 1,200 text(s) longer than the column were cut",
                    "5 pair(s) left out",
                    "P_PAddressL1: 3 text(s) longer than the column were cut",
                    "P_PAddressL2: 3 text(s) longer than the column were cut",
                    "7 pair(s) left out")))
        .containsExactly(
            "P_PAddressL1: 1,203 text(s) longer than the column were cut",
            "12 pair(s) left out",
            "P_PAddressL2: 3 text(s) longer than the column were cut");
  }

  @Test
  void whatHasNoNumberIsSaidOnce() {
    assertThat(AddedWarnings.of(List.of("L1: cut", "L1: cut", "L2: cut")))
        .containsExactly("L1: cut", "L2: cut");
  }
}
