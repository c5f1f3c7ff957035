package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.ConflictRow;
import care.conflict.core.statements.Rule;
import org.junit.jupiter.api.Test;

final class RuleTest {
  @Test
  void everyFlagOfARuleHasItsNameInTheOrderOfTheTable() {
    assertThat(Rule.all())
        .extracting(Rule::column)
        .containsExactlyElementsOf(
            ConflictRow.columns().stream()
                .filter(column -> column.lists().contains("flag"))
                .map(ConflictRow.Column::name)
                .toList());
    assertThat(Rule.all()).extracting(Rule::words).doesNotContain("").doesNotHaveDuplicates();
  }
}
