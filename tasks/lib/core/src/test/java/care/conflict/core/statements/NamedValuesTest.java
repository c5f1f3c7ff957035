package care.conflict.core.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NamedValuesTest {
  @Test
  void eachNameHasTheValueBehindIt() {
    assertThat(NamedValues.of()).isEmpty();
    assertThat(NamedValues.of("a", 1, "b", null)).containsEntry("a", 1).containsEntry("b", null);
  }

  @Test
  void aNameWithoutAValueIsAnError() {
    assertThatThrownBy(() -> NamedValues.of("a", 1, "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a name without a value");
  }

  @Test
  void aValueInThePlaceOfANameIsAnErrorThatDoesNotTellIt() {
    assertThatThrownBy(() -> NamedValues.of("a", 1, 123_456_789, "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no name of a parameter at place 3");
  }
}
