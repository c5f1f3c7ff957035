package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccountTest {
  @ParameterizedTest
  @CsvSource({
    "xy12345, xy12345.snowflakecomputing.com",
    "acme-east, acme-east.snowflakecomputing.com",
    "xy12345.us-east-1, xy12345.us-east-1.snowflakecomputing.com",
    "xy12345.us-east-1.snowflakecomputing.com, xy12345.us-east-1.snowflakecomputing.com",
    "xy12345.privatelink.SnowflakeComputing.com, xy12345.privatelink.SnowflakeComputing.com",
    "xy12345.cn-northwest-1.snowflakecomputing.cn, xy12345.cn-northwest-1.snowflakecomputing.cn"
  })
  void anAccountMayBeGivenAsItsHost(String account, String host) {
    assertThat(
            Warehouse.host(
                Runs.of("jdbc:snowflake://x/", Map.of("SNOWFLAKE_ACCOUNT", account))
                    .configuration()))
        .isEqualTo(host);
  }
}
