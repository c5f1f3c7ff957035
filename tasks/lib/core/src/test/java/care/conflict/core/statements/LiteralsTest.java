package care.conflict.core.statements;

import static care.conflict.core.statements.StepSql.Dialect.POSTGRES;
import static care.conflict.core.statements.StepSql.Dialect.SNOWFLAKE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LiteralsTest {
  private static SqlText sql(String text, String... parameters) {
    return new SqlText("test", text, List.of(parameters));
  }

  @Test
  void valuesStandWhereTheQuestionMarksWere() {
    assertThat(
            Literals.fill(
                SNOWFLAKE,
                sql("SELECT ? + ? WHERE ? AND x = ?", "one", "half", "yes", "text"),
                Map.of("one", 1, "half", 0.5, "yes", true, "text", "a")))
        .isEqualTo("SELECT 1 + 0.5 WHERE true AND x = 'a'");
  }

  @Test
  void quotesAndBackslashesInAValueStayInsideIt() {
    assertThat(Literals.fill(SNOWFLAKE, sql("SELECT ?", "text"), Map.of("text", "O'Hara\\'; DROP")))
        .isEqualTo("SELECT 'O''Hara\\\\''; DROP'");
  }

  @Test
  void aBackslashIsNothingElseToPostgres() {
    assertThat(Literals.fill(POSTGRES, sql("SELECT ?", "text"), Map.of("text", "O'Hara\\")))
        .isEqualTo("SELECT 'O''Hara\\'");
  }

  @Test
  void aQuestionMarkInsideATextOfTheStatementIsLeft() {
    assertThat(Literals.fill(SNOWFLAKE, sql("SELECT 'why?', ? -- it''s", "a"), Map.of("a", "b?")))
        .isEqualTo("SELECT 'why?', 'b?' -- it''s");
  }

  @Test
  void aValueThatIsAStatementsTextStandsAsItIs() {
    SqlText day = new SqlText("day", "current_setting('day')", List.of());
    assertThat(
            Literals.fill(
                POSTGRES, sql("SELECT ?, ?", "day", "text"), Map.of("day", day, "text", "a")))
        .isEqualTo("SELECT current_setting('day'), 'a'");
  }

  @Test
  void eachStatementOfAScriptStandsUnderItsNameAndIsEnded() {
    assertThat(
            Literals.script(
                POSTGRES,
                "To be run by hand.",
                Stream.of(
                    new SqlText("sql/detection/pairs.sql", "SELECT 1", List.of()),
                    new SqlText("sql/store/analyze.postgres.sql", "ANALYZE", List.of())),
                Map.of()))
        .isEqualTo(
            """
            -- To be run by hand.
            -- detection/pairs
            SELECT 1
            ;
            -- store/analyze
            ANALYZE
            ;""");
  }

  @Test
  void aValueThatIsNullIsWrittenAsNull() {
    Map<String, Object> values = new HashMap<>();
    values.put("a", null);
    assertThat(Literals.fill(SNOWFLAKE, sql("SELECT ?, 1", "a"), values))
        .isEqualTo("SELECT NULL, 1");
  }
}
