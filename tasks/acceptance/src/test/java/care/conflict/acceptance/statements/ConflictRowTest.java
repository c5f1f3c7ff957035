package care.conflict.acceptance.statements;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.ConflictRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ConflictRowTest {
  private static final Path TABLES = Path.of("../../sql/schema/operational");
  private static final Pattern COLUMN = Pattern.compile("(?m)^ +\"(\\w+)\" ([a-z0-9()]+)");

  @Test
  void everyColumnOfTheTableIsThereInItsOrderAndWithItsType() throws IOException {
    assertThat(ConflictRow.columns().stream().map(ConflictRowTest::inWords))
        .containsExactlyElementsOf(columns("conflictvisitmaps"));
  }

  @Test
  void everyColumnThatIsStagedStandsInTheStagingTableToo() throws IOException {
    assertThat(columns("conflictlog_staging"))
        .containsSubsequence(
            ConflictRow.columns().stream()
                .filter(it -> it.lists().contains("staged"))
                .map(ConflictRowTest::inWords)
                .toList());
  }

  private static List<String> columns(String table) throws IOException {
    String made = Files.readString(TABLES.resolve(table + ".postgres.sql"));
    return COLUMN.matcher(made).results().map(it -> it.group(1) + " " + it.group(2)).toList();
  }

  private static String inWords(ConflictRow.Column column) {
    return column.name() + " " + column.type();
  }

  @Test
  void whatADetectedPairSaysIsWrittenAndComparedUnlessItIsKnownWhyNot() {
    List<String> notCompared =
        ConflictRow.columns().stream()
            .filter(it -> it.lists().contains("row") && !it.lists().contains("compared"))
            .map(ConflictRow.Column::name)
            .toList();
    List<String> flags =
        ConflictRow.columns().stream()
            .filter(it -> it.lists().contains("flag"))
            .map(ConflictRow.Column::name)
            .toList();
    assertThat(notCompared).containsAll(flags);
    assertThat(notCompared.stream().filter(it -> !flags.contains(it)))
        .allMatch(it -> it.matches("(Con)?(LastUpdated|Agency(Contact|Phone)).*"));
  }
}
