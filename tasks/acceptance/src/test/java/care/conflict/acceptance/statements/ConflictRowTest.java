package care.conflict.acceptance.statements;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.ConflictRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ConflictRowTest {
  private static final Path TABLE =
      Path.of("../../sql/schema/operational/conflictvisitmaps.postgres.sql");
  private static final Pattern COLUMN = Pattern.compile("(?m)^ +\"(\\w+)\" ([a-z0-9()]+)");

  @Test
  void everyColumnOfTheTableIsThereInItsOrderAndWithItsType() throws IOException {
    List<String> columns =
        COLUMN.matcher(Files.readString(TABLE)).results().map(ConflictRowTest::inWords).toList();
    assertThat(ConflictRow.columns().stream().map(it -> it.name() + " " + it.type()))
        .containsExactlyElementsOf(columns);
  }

  private static String inWords(MatchResult column) {
    return column.group(1) + " " + column.group(2);
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
