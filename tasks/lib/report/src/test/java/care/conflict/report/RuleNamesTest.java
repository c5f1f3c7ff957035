package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.Rule;
import org.junit.jupiter.api.Test;

final class RuleNamesTest {

  @Test
  void aColumnTellsItsRuleAndInServiceConflictsHaveANameToo() {
    assertThat(Rule.all()).hasSize(7);
    assertThat(Rule.of("DistanceFlag")).contains(Rule.all().get(6));
    assertThat(Rule.of("InServiceFlag").map(Rule::words)).contains("During an in-service event");
    assertThat(Rule.of("StatusFlag")).isEmpty();
  }
}
