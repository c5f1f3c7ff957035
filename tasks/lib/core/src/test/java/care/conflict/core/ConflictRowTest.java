package care.conflict.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ConflictRowTest {
  private static final String TABLE = "sql/schema/operational/conflictvisitmaps.postgres.sql";
  private static final Pattern COLUMN = Pattern.compile("(?m)^ +\"(\\w+)\" ([a-z0-9()]+)");

  @Test
  void everyColumnOfTheTableIsThereInItsOrderAndWithItsType() throws IOException {
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(TABLE)) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> columns =
          COLUMN.matcher(table).results().map(ConflictRowTest::inWords).toList();
      assertThat(ConflictRow.columns().stream().map(it -> it.name() + " " + it.type()))
          .containsExactlyElementsOf(columns);
    }
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

  @Test
  void aListSaysEachOfItsColumnsByTheTemplate() {
    StepSql sql = StepSql.of("step", StepSql.Dialect.POSTGRES, Map.of());
    assertThat(sql.find("columns").sql())
        .startsWith(
            "SELECT CAST(pair.\"MinuteDiffBetweenSch\" AS int4) AS \"MinuteDiffBetweenSch\",\n")
        .endsWith("OR \"SchTimeOverVisitTimeFlag\"\n    OR \"DistanceFlag\"");
    assertThatThrownBy(() -> ConflictRow.said("row+nothing", "$name"))
        .hasMessageContaining("no column of conflictvisitmaps is in the list row+nothing");
  }
}
