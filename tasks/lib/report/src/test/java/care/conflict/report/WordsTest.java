package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void numbersHaveThousandsSeparators() {
    assertThat(Words.number(0)).isEqualTo("0");
    assertThat(Words.number(999)).isEqualTo("999");
    assertThat(Words.number(8_912_440)).isEqualTo("8,912,440");
  }

  @Test
  void decimalsKeepTheirPlacesAndWhatIsNoNumberStays() {
    assertThat(Words.decimal("8912440.50")).isEqualTo("8,912,440.50");
    assertThat(Words.decimal("-0.04")).isEqualTo("-0.04");
    assertThat(Words.decimal("17")).isEqualTo("17");
    assertThat(Words.decimal("NaN")).isEqualTo("NaN");
    assertThat(Words.decimal("")).isEmpty();
  }

  @Test
  void differencesHaveTheirSign() {
    assertThat(Words.difference(1769)).isEqualTo("+1,769");
    assertThat(Words.difference(-1769)).isEqualTo("−1,769");
    assertThat(Words.difference(0)).isEqualTo("0");
  }

  @Test
  void durationsHaveTwoUnitsAtMost() {
    assertThat(Words.duration(Duration.ZERO)).isEqualTo("0.0 s");
    assertThat(Words.duration(Duration.ofMillis(420))).isEqualTo("0.4 s");
    assertThat(Words.duration(Duration.ofMillis(9_960))).isEqualTo("10 s");
    assertThat(Words.duration(Duration.ofMillis(59_700))).isEqualTo("1 min");
    assertThat(Words.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Words.duration(Duration.ofMinutes(65))).isEqualTo("1 h 5 min");
    assertThat(Words.duration(Duration.ofSeconds(7_199))).isEqualTo("2 h");
    assertThat(Words.duration(Duration.ofSeconds(-1))).isEqualTo("0.0 s");
  }

  @Test
  void aShareThatIsNotAllOrNothingDoesNotLookSo() {
    assertThat(Words.percent(1, 1_000_000)).isEqualTo("< 0.1%");
    assertThat(Words.percent(999_999, 1_000_000)).isEqualTo("> 99.9%");
    assertThat(Words.percent(0, 10)).isEqualTo("0.0%");
    assertThat(Words.percent(10, 10)).isEqualTo("100.0%");
    assertThat(Words.percent(0, 0)).isEqualTo("0.0%");
  }

  @Test
  void timesAreUtcAndSaySo() {
    assertThat(Words.time(Instant.parse("2026-11-21T02:00:04.123Z")))
        .isEqualTo("2026-11-21 02:00:04 UTC");
  }

  @Test
  void countsOfZeroAreNotWorthALine() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pairs_read", 154_021L);
    counts.put("inserted", 0L);
    counts.put("updated", 1L);
    assertThat(Words.rows(counts)).isEqualTo("154,021 pairs read, 1 updated");
  }

  @Test
  void plainTextIsOneLineWithoutSsn() {
    assertThat(Words.plain(" a\r\nb\tc  912 34 5678 ")).isEqualTo("a b c …");
    assertThat(Words.plain("1234567890 rows")).isEqualTo("1234567890 rows");
  }
}
