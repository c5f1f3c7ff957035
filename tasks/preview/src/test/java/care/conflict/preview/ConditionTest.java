package care.conflict.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
  @Test
  void aConditionSaysWhatIsMeasuredOfWhomAndTheLimit() {
    assertThat(Condition.of("resolved of a provider >= 40.5%"))
        .isEqualTo(
            new Condition(
                "resolved of a provider >= 40.5%",
                "resolved", Optional.of("provider"), ">=", new BigDecimal("40.5"), true));
    assertThat(Condition.of("freed<10000"))
        .isEqualTo(
            new Condition(
                "freed<10000", "freed", Optional.empty(), "<", new BigDecimal(10000), false));
  }

  @Test
  void severalAreSeparatedByCommas() {
    assertThat(Condition.texts(" inserted > 5 ,changed >= 1%"))
        .isEqualTo(List.of("inserted > 5", "changed >= 1%"));
  }

  @Test
  void ofNothingWhatIsMoreIsAllAndWhatIsLessIsNothing() {
    assertThat(Condition.share(new BigDecimal("465.76"), BigDecimal.ZERO))
        .isEqualByComparingTo("100");
    assertThat(Condition.share(BigDecimal.ZERO, BigDecimal.ZERO)).isEqualByComparingTo("0");
    assertThat(Condition.share(new BigDecimal("-465.76"), BigDecimal.ZERO))
        .isEqualByComparingTo("0");
  }

  @Test
  void rowsThatHaveNoPayerAreNoPayers() {
    assertThat(
            Condition.of("resolved of a payer > 40%")
                .most(
                    List.of(
                        new Owner("payer", null, null, 4, Map.of("resolved", 4L), Map.of()),
                        new Owner("payer", "one", null, 10, Map.of("resolved", 3L), Map.of()))))
        .isEqualByComparingTo("30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resolvd > 5%",
        "resolved",
        "resolved > -1",
        "resolved => 5",
        "resolved > 5 %%",
        "resolved of a county > 5",
        "resolved of a provider < 5",
        "freed of a payer > 3",
        "resolved > 5,",
        "resolved > 5%, ",
        ""
      })
  void whatIsNoConditionIsRefused(String text) {
    assertThatThrownBy(() -> Condition.texts(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
