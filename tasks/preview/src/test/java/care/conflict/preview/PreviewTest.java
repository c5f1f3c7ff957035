package care.conflict.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PreviewTest {
  @Test
  void aWordWithoutAValueBelongsToTheValueBefore() {
    assertThat(Preview.assignments("only_steps=money, fetch_active_payers,lookback_hours = 72"))
        .containsExactly("only_steps=money,fetch_active_payers", "lookback_hours = 72");
    assertThatThrownBy(() -> Preview.assignments("money,lookback_hours=72"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
