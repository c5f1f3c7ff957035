package care.conflict.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one table of SQLSTATEs. */
final class SqlStateTest {
  private static final Path TASKS = Path.of("../..");
  private static final Pattern SPELLED_OUT =
      Pattern.compile("\"\\(?(08|0A|2[2358]|3D|40|42|5[3578]|P0)([0-9A-Z]{3})?[\"|]");

  @Test
  void noOtherClassSpellsAStateOut() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(TASKS)) {
      for (Path file : files.filter(SqlStateTest::isSource).toList()) {
        if (SPELLED_OUT.matcher(Files.readString(file)).find()) {
          found.add(file.getFileName().toString());
        }
      }
    }
    assertThat(found).containsExactly("SqlState.java");
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && file.toString().contains("/src/main/");
  }

  @ParameterizedTest
  @CsvSource({
    "08006, true, false", "57P01, true, false", "57014, false, false", "40P01, false, true",
    "55P03, false, true", "40001, false, true", "40002, false, false", ", false, false"
  })
  void aLostConnectionAndARefusalForOthersAreToldApart(
      String state, boolean lost, boolean forOthers) {
    SQLException error = new SQLException("no", state);
    assertThat(SqlState.isLost(error)).isEqualTo(lost);
    assertThat(SqlState.isForOthers(error)).isEqualTo(forOthers);
  }

  @Test
  void aFailureOfADatabaseKeepsExitCodeAndAdvice() {
    SQLException error = new SQLException("canceling statement due to statement timeout", "57014");
    TaskFailure failure =
        DatabaseError.find(error, it -> Optional.empty()).orElseThrow().failure("a_step: ", error);
    assertThat(failure).hasMessage("a_step: canceling statement due to statement timeout (57014)");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure.advice()).contains("statement_timeout_minutes");
  }

  @Test
  void whatAFunctionSaysIsNotTold() {
    SQLException error =
        new SQLException("JavaScript execution error: Uncaught nobody is Ann Quill in F", "P0000");
    assertThat(DatabaseError.find(error, it -> Optional.empty()).orElseThrow().message())
        .isEqualTo("a function or trigger of the database raised an error (P0000)");
  }
}
