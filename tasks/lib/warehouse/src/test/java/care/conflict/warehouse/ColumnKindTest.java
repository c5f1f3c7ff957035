package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnKindTest {

  @ParameterizedTest
  @CsvSource({
    "id, TEXT, NUMBER",
    "application, NUMBER, FLOAT",
    "application, TEXT, BOOLEAN",
    "day, TIMESTAMP_TZ, TIMESTAMP_LTZ",
    "day, DATE, TEXT",
    "wall_clock, TIMESTAMP_NTZ, TIMESTAMP_LTZ",
    "instant, TIMESTAMP_LTZ, DATE",
    "flag, BOOLEAN, TEXT",
    "number, NUMBER, TEXT",
    "degrees, FLOAT, TEXT",
    "text, TEXT, NUMBER"
  })
  void readsTheTypesOfItsKindAndNoOther(String kind, String read, String notRead) {
    assertThat(ColumnKind.of(kind).reads(read)).isTrue();
    assertThat(ColumnKind.of(kind).reads(notRead)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "id, VARCHAR(50)",
    "day, TIMESTAMP WITH TIME ZONE",
    "day, timestamp",
    "number, 'DECIMAL(38,0)'",
    "degrees, DOUBLE"
  })
  void readsOtherWordsForTheSame(String kind, String word) {
    assertThat(ColumnKind.of(kind).reads(word)).isTrue();
  }

  @Test
  void saysWhatItKnows() {
    assertThat(ColumnKind.of("day").inWords()).isEqualTo("TIMESTAMP_TZ or TIMESTAMP_NTZ or DATE");
  }
}
