package care.conflict.core.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RowTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);
  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private static Row row(String column, Object value) {
    return new Row("sql/step/f.sql", Collections.singletonMap(column, value));
  }

  @Test
  void valuesAreTakenAsWhatTheyAre() {
    assertThat(row("a", "text").text("a")).isEqualTo("text");
    assertThat(row("a", 7).text("a")).isEqualTo("7");
    assertThat(row("a", 7).number("a")).isEqualTo(7);
    assertThat(row("a", 1L << 40).number("a")).isEqualTo(1L << 40);
    assertThat(row("a", new BigDecimal("1.5")).decimal("a")).isEqualTo(1.5);
    assertThat(row("a", Timestamp.from(NOON)).instant("a")).isEqualTo(NOON);
    assertThat(row("a", Date.valueOf(MONDAY)).day("a")).isEqualTo(MONDAY);
    assertThat(row("a", ID).uuid("a")).isEqualTo(ID);
    assertThat(row("a", 7).isNull("a")).isFalse();
  }

  @Test
  void nullIsNeitherYesNorNo() {
    assertThat(row("a", true).flag("a")).isTrue();
    assertThat(row("a", true).denies("a")).isFalse();
    assertThat(row("a", false).flag("a")).isFalse();
    assertThat(row("a", false).denies("a")).isTrue();
    assertThat(row("a", null).flag("a")).isFalse();
    assertThat(row("a", null).denies("a")).isFalse();
  }

  @Test
  void nullIsNoNumberMoreThanNone() {
    Row row = row("a", null);
    assertThat(row.isNull("a")).isTrue();
    assertThat(row.number("a")).isZero();
    assertThat(row.decimal("a")).isZero();
  }

  @Test
  void whatMayBeNullIsLookedFor() {
    Row row = row("a", null);
    assertThat(row.findText("a")).isEmpty();
    assertThat(row.findInstant("a")).isEmpty();
    assertThat(row("a", 7).findText("a")).contains("7");
    assertThat(row("a", Timestamp.from(NOON)).findInstant("a")).contains(NOON);
  }

  @Test
  void nullIsAnErrorWhereAValueIsNeeded() {
    Row row = row("a", null);
    String told = "sql/step/f.sql: column a is NULL";
    assertThatThrownBy(() -> row.text("a")).hasMessage(told);
    assertThatThrownBy(() -> row.instant("a")).hasMessage(told);
    assertThatThrownBy(() -> row.day("a")).hasMessage(told);
    assertThatThrownBy(() -> row.uuid("a")).hasMessage(told);
  }

  @Test
  void allColumnsComeInTheirOrder() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("b", 2);
    values.put("a", null);
    values.put("c", 3L);
    Row row = new Row("f", values);
    assertThat(row.numbers())
        .containsExactly(Map.entry("b", 2L), Map.entry("a", 0L), Map.entry("c", 3L));
    assertThat(row.texts()).containsExactly(Map.entry("b", "2"), Map.entry("c", "3"));
  }

  @Test
  void anErrorNamesTheStatementAndTheColumnAndNoValue() {
    assertThatThrownBy(() -> row("a", 1).text("b")).hasMessage("sql/step/f.sql: no column b");
    assertThatThrownBy(() -> row("a", 1).isNull("b")).hasMessage("sql/step/f.sql: no column b");
    assertThatThrownBy(() -> row("a", "secret").number("a"))
        .hasMessage("sql/step/f.sql: column a is no Number but a String");
    assertThatThrownBy(() -> row("a", "t").flag("a"))
        .hasMessage("sql/step/f.sql: column a is no Boolean but a String");
  }
}
