package care.conflict.core.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepSqlTest {
  private static final StepSql SNOWFLAKE =
      StepSql.of("step", StepSql.Dialect.SNOWFLAKE, Map.of("schema", "s"));
  private static final StepSql POSTGRES =
      StepSql.of("step", StepSql.Dialect.POSTGRES, Map.of("schema", "s"));

  @Test
  void namesBecomeQuestionMarksInTheirOrder() {
    SqlText sql =
        SqlText.parse(
            "f", "SELECT :b, ':no', \":no\", x::text -- :no ?\nFROM t WHERE a = :a AND b = :b");
    assertThat(sql.sql())
        .isEqualTo("SELECT ?, ':no', \":no\", x::text \nFROM t WHERE a = ? AND b = ?");
    assertThat(sql.bind(Map.of("a", 1, "b", 2, "c", 3))).containsExactly(2, 1, 2);
  }

  @Test
  void aMissingValueIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> SqlText.parse("f.sql", "SELECT :a").bind(Map.of()))
        .hasMessage("f.sql: no value for :a");
  }

  @Test
  void theDatabasesOwnFileComesBeforeTheCommonOne() {
    assertThat(POSTGRES.find("greeting").sql()).isEqualTo("SELECT 'postgres'");
    assertThat(SNOWFLAKE.find("greeting").sql()).isEqualTo("SELECT 'all'");
  }

  @Test
  void aStatementOfOneDatabaseAloneIsNoneOfTheOther() {
    assertThat(POSTGRES.findOwn("greeting")).map(SqlText::sql).contains("SELECT 'postgres'");
    assertThat(SNOWFLAKE.findOwn("greeting")).isEmpty();
    assertThat(POSTGRES.findOwn("filled")).isEmpty();
  }

  @Test
  void macrosIncludesAndIdentifiersAreFilledIn() {
    assertThat(POSTGRES.find("filled").sql())
        .isEqualTo("SELECT twice(f(a, 1)) + twice(f(a, 1)), 'postgres' FROM s.t WHERE x = ?");
  }

  @Test
  void whatIsUnknownIsAnErrorThatNamesTheFile() {
    assertThatThrownBy(() -> POSTGRES.find("unknown"))
        .hasMessageContaining("sql/step/unknown.sql: unknown ${nobody}");
    assertThatThrownBy(() -> POSTGRES.find("absent"))
        .hasMessageContaining("no statement sql/step/absent.sql");
  }

  @Test
  void aFolderThatStandsInItsPlaceNamesTheFileThatIsBroken(@TempDir Path folder)
      throws IOException {
    Path file = Files.createDirectories(folder.resolve("step")).resolve("greeting.sql");
    StepSql replaced = SNOWFLAKE.replacedBy(folder);
    for (String[] broken :
        new String[][] {
          {"SELECT ${columns rule", "${columns is not closed"},
          {"SELECT ${columns}", "unknown ${columns}"},
          {"SELECT ${schema", "${schema is not closed"},
          {"SELECT ${include step/absent}", "no statement sql/step/absent.sql"},
          {"SELECT ${absent(1)}", "no statement sql/dialect/absent.sql"}
        }) {
      Files.writeString(file, broken[0]);
      assertThatThrownBy(() -> replaced.find("greeting"))
          .hasMessage("sql/step/greeting.sql: " + broken[1]);
    }
  }

  @Test
  void theFilesOfAStatementAreItsOwnThoseItIncludesAndItsMacros() {
    assertThat(POSTGRES.files("filled"))
        .containsExactly("dialect/double.sql", "step/filled.sql", "step/word.postgres.sql");
  }

  @Test
  void anIdentifierThatNoStatementHasIsNotAskedFor() {
    StepSql asking =
        POSTGRES.with(
            "nobody",
            () -> {
              throw new IllegalStateException("asked for");
            });
    assertThat(asking.find("greeting").sql()).isEqualTo("SELECT 'postgres'");
    assertThatThrownBy(() -> asking.find("unknown")).hasMessage("asked for");
  }

  @Test
  void anIdentifierThatCouldBeMoreThanANameIsRefused() {
    assertThatThrownBy(() -> POSTGRES.with("table", "t; DROP TABLE x"))
        .hasMessage("table: not an identifier");
    assertThatThrownBy(() -> POSTGRES.with("nobody", () -> "t; DROP TABLE x").find("unknown"))
        .hasMessage("nobody: not an identifier");
    assertThatThrownBy(() -> POSTGRES.with("snapshot", "00000003--0000001B-1"))
        .hasMessage("snapshot: not an identifier");
  }

  @Test
  void theNameOfASnapshotIsFilledInAsAnIdentifierIs() {
    assertThat(POSTGRES.with("snapshot", "00000003-0000001B-1").find("snapshot").sql())
        .isEqualTo("SET TRANSACTION SNAPSHOT '00000003-0000001B-1'");
  }

  @Test
  void aTableOfTheSourceIsReadByTheColumnsThatAreNamedOrAsItIsWritten() {
    assertThat(SNOWFLAKE.find("few").sql())
        .isEqualTo(
            "SELECT c.\"Service Code\" FROM (SELECT id(\"Service Code Id\") AS \"Service Code Id\", text(\"Service Code\") AS \"Service Code\""
                + " FROM db.DIMSERVICECODE WHERE sought(\"Service Code Id\") IN (SELECT id FROM ids)) c");
    assertThat(SNOWFLAKE.find("all").sql())
        .isEqualTo(
            "SELECT * FROM (SELECT \"Service Code Id\", \"Application Service Code Id\", \"Service Code\""
                + " FROM db.DIMSERVICECODE WHERE sought(\"Service Code Id\") IN (SELECT id FROM ids)) c");
  }

  @Test
  void anotherTableMayStandInItsPlace() {
    StepSql sql = SNOWFLAKE.reading(SourceColumns.ALL.from("DIMSERVICECODE", "few_codes"));
    assertThat(sql.find("few").sql()).contains(" FROM temp.few_codes WHERE sought(");
  }

  @Test
  void onlyAnIdIsSought() {
    assertThatThrownBy(() -> SNOWFLAKE.find("sought"))
        .hasMessage("DIMSERVICECODE.Service Code is no id");
  }
}
