package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.SourceColumns.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnowflakeTypesTest {

  @ParameterizedTest
  @CsvSource({
    "ID, TEXT, NUMBER",
    "APPLICATION, NUMBER, FLOAT",
    "APPLICATION, TEXT, BOOLEAN",
    "DAY, TIMESTAMP_TZ, TIMESTAMP_LTZ",
    "DAY, DATE, TEXT",
    "WALL_CLOCK, TIMESTAMP_NTZ, TIMESTAMP_LTZ",
    "INSTANT, TIMESTAMP_LTZ, DATE",
    "FLAG, BOOLEAN, TEXT",
    "NUMBER, NUMBER, TEXT",
    "DEGREES, FLOAT, TEXT",
    "TEXT, TEXT, NUMBER"
  })
  void readsTheTypesOfItsKindAndNoOther(Kind kind, String read, String notRead) {
    assertThat(SnowflakeTypes.reads(kind, read)).isTrue();
    assertThat(SnowflakeTypes.reads(kind, notRead)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ID, VARCHAR(50)",
    "DAY, TIMESTAMP WITH TIME ZONE",
    "DAY, timestamp",
    "NUMBER, 'DECIMAL(38,0)'",
    "DEGREES, DOUBLE"
  })
  void readsOtherWordsForTheSame(Kind kind, String word) {
    assertThat(SnowflakeTypes.reads(kind, word)).isTrue();
  }
}
