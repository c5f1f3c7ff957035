package care.conflict.preview;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.StepSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesFolderTest {
  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void whatTheStoreIsAskedAndWhatIsNoRuleCannotBeComparedAndEachIsNamed() throws IOException {
    write("conflict_row/classify.postgres.sql", "this is no SQL");
    write("detection/reference/read/mph.postgres.sql", "SELECT 1");
    write("detection/visits.sql", "SELECT 1");
    write("rules/states.csv", "AL,Alabama\n");
    write("rules/no_such.sql", "SELECT 1");
    write("rules/states_meet.sql", "TRUE");
    assertThat(new RulesFolder(folder).problems())
        .hasSize(5)
        .allMatch(it -> it.startsWith("--compare-sql (command line): \""))
        .anyMatch(it -> it.contains("\"rules/no_such.sql\" is not a file that the command has"))
        .anyMatch(it -> it.contains("\"conflict_row/classify.postgres.sql\" is not one of"))
        .anyMatch(it -> it.contains("\"detection/reference/read/mph.postgres.sql\" is not one"))
        .anyMatch(it -> it.contains("\"rules/states.csv\" is not one of"))
        .anyMatch(it -> it.contains("\"detection/visits.sql\" is not one of the files"))
        .noneMatch(it -> it.contains("states_meet"))
        .anyMatch(
            it ->
                it.endsWith(
                    ".sql below detection, detection/reference/fill, dialect, rules, task02_00_conflict_update, task02_01_inservice_conflict, not .postgres.sql"));
  }

  @Test
  void aWholeCopyIsTakenWithTheFilesThatChangedInIt() throws IOException {
    String store = "conflict_row/classify.postgres.sql";
    write(store, StepSql.text(store).orElseThrow());
    write("rules/conflict_flags.sql", StepSql.text("rules/conflict_flags.sql").orElseThrow());
    assertThat(new RulesFolder(folder).problems()).isEmpty();
  }

  @Test
  void aRuleThatCannotBeReadIsNamedWithItsPlace() throws IOException {
    write("detection/is_conflict.sql", "('Y' = ${nonsense})");
    assertThat(new RulesFolder(folder).problems())
        .containsExactly(
            "--compare-sql (command line): \"%s\" cannot be taken: sql/detection/is_conflict.sql: unknown ${nonsense}"
                .formatted(folder));
    write("detection/is_conflict.sql", "('Y' = :nonsense)");
    assertThat(new RulesFolder(folder).problems())
        .anyMatch(it -> it.endsWith("detection/detected_pairs: no value for :nonsense"));
    write("detection/is_conflict.sql", "('Y' IN (${columns nobody $name}))");
    assertThat(new RulesFolder(folder).problems())
        .anyMatch(
            it ->
                it.endsWith(
                    "sql/detection/is_conflict.sql: no column of conflictvisitmaps is in the list nobody"));
    assertThat(new RulesFolder(folder.resolve("absent")).problems())
        .containsExactly(
            "--compare-sql (command line): \"%s\" is not a folder that can be read"
                .formatted(folder.resolve("absent")));
  }

  @Test
  void whatTheWarehouseRefusesIsToldByTheFilesThatAreInIt() throws IOException {
    write("detection/is_conflict.sql", "('Y' = )");
    StepSql sql =
        StepSql.of(
                "detection",
                StepSql.Dialect.SNOWFLAKE,
                Map.of(
                    "database",
                    "d",
                    "warehouse_schema",
                    "s",
                    "work_database",
                    "d",
                    "work_schema",
                    "s"))
            .replacedBy(folder);
    RulesFolder rules = new RulesFolder(folder);
    DatabaseError error = new DatabaseError("syntax error (42000)", ExitCode.MISUSED, "");
    TaskFailure failure = rules.refused(sql.find("detected_pairs"), sql, error).orElseThrow();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.MISUSED);
    assertThat(failure)
        .hasMessage(
            "--compare-sql (command line): \"detection/is_conflict.sql\" in \"%s\": the warehouse refuses detection/detected_pairs, which is made of it: syntax error (42000)"
                .formatted(folder));
    assertThat(rules.refused(sql.find("caregivers"), sql, error)).isEmpty();
  }
}
