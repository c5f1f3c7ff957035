package care.conflict.warehouse;

import care.conflict.core.Run;
import care.conflict.core.statements.SqlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of the tests. */
final class Runs {
  private Runs() {}

  static Run of(String url, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SNOWFLAKE_URL", url);
    environment.put("SNOWFLAKE_USER", "tester");
    environment.put("SNOWFLAKE_DATABASE", "ANALYTICS");
    environment.put("SNOWFLAKE_SCHEMA", "BI");
    environment.putAll(more);
    return care.conflict.testing.Runs.of("warehouse_test", "run-1", environment);
  }

  static SqlText sql(String text, String... parameters) {
    return new SqlText("test", text, List.of(parameters));
  }
}
