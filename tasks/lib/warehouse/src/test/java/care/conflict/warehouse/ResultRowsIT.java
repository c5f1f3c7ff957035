package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.Rows;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values as they arrive, in the time zone that TaskRunner sets. */
final class ResultRowsIT {
  private final TimeZone before = TimeZone.getDefault();

  @BeforeEach
  void asTaskRunnerDoes() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void giveBack() {
    TimeZone.setDefault(before);
  }

  private static List<Object> row(String sql) throws Exception {
    TlsWorld world = TlsWorld.get();
    String url = world.url("&disableOCSPChecks=true");
    try (Warehouse warehouse = Warehouse.open(Runs.of(url, Map.of("SNOWFLAKE_PASSWORD", "any")));
        Rows rows = warehouse.stream(Runs.sql(sql))) {
      assertThat(rows.next()).isTrue();
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < rows.columns().size(); i++) {
        values.add(rows.value(i));
      }
      assertThat(rows.next()).isFalse();
      return values;
    }
  }

  @Test
  void numbersTextsAndTruthKeepTheirValues() throws Exception {
    List<Object> values =
        row(
            "SELECT 9223372036854775807, CAST(12.340 AS NUMBER(10,3)), CAST(0.1 AS DOUBLE),"
                + " 'O''Hara · 東', true, false, ''");
    assertThat(values)
        .containsExactly(
            new BigDecimal("9223372036854775807"),
            new BigDecimal("12.340"),
            0.1,
            "O'Hara · 東",
            true,
            false,
            "");
  }

  @Test
  void aNullOfEveryTypeStaysNull() throws Exception {
    assertThat(
            row(
                "SELECT CAST(NULL AS BIGINT), CAST(NULL AS NUMBER(10,3)), CAST(NULL AS DOUBLE),"
                    + " CAST(NULL AS VARCHAR), CAST(NULL AS BOOLEAN), CAST(NULL AS DATE),"
                    + " CAST(NULL AS TIMESTAMP_NTZ), CAST(NULL AS TIMESTAMP_TZ)"))
        .hasSize(8)
        .containsOnlyNulls();
  }

  @Test
  void datesAndTimesAreThoseOfTheWarehouseToTheMicrosecond() throws Exception {
    assertThat(
            row(
                "SELECT CAST('2026-03-08' AS DATE),"
                    + " CAST('2026-03-08 02:30:00.123456' AS TIMESTAMP_NTZ),"
                    + " CAST('1969-12-31 23:59:59.5' AS TIMESTAMP_NTZ)"))
        .containsExactly(
            Date.valueOf("2026-03-08"),
            Timestamp.valueOf("2026-03-08 02:30:00.123456"),
            Timestamp.valueOf("1969-12-31 23:59:59.5"));
  }

  @Test
  void anHourThatNewYorkSkipsArrivesOnlyBecauseTaskRunnerSetsUtc() throws Exception {
    String skipped = "SELECT CAST('2026-03-08 02:30:00' AS TIMESTAMP_NTZ)";
    assertThat(row(skipped).get(0)).hasToString("2026-03-08 02:30:00.0");
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    assertThat(row(skipped).get(0)).hasToString("2026-03-08 01:30:00.0");
  }
}
