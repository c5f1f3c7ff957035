package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiteralsTest {
  @Test
  void valuesStandWhereTheQuestionMarksWere() {
    assertThat(
            Literals.fill(
                Runs.sql("SELECT ? + ? WHERE ? AND x = ?", "one", "half", "yes", "text"),
                Map.of("one", 1, "half", 0.5, "yes", true, "text", "a")))
        .isEqualTo("SELECT 1 + 0.5 WHERE true AND x = 'a'");
  }

  @Test
  void quotesAndBackslashesInAValueStayInsideIt() {
    assertThat(Literals.fill(Runs.sql("SELECT ?", "text"), Map.of("text", "O'Hara\\'; DROP")))
        .isEqualTo("SELECT 'O''Hara\\\\''; DROP'");
  }

  @Test
  void aQuestionMarkInsideATextOfTheStatementIsLeft() {
    assertThat(Literals.fill(Runs.sql("SELECT 'why?', ? -- it''s", "a"), Map.of("a", "b?")))
        .isEqualTo("SELECT 'why?', 'b?' -- it''s");
  }

  @Test
  void aValueThatIsNullIsWrittenAsNull() {
    Map<String, Object> values = new HashMap<>();
    values.put("a", null);
    assertThat(Literals.fill(Runs.sql("SELECT ?, 1", "a"), values)).isEqualTo("SELECT NULL, 1");
  }
}
