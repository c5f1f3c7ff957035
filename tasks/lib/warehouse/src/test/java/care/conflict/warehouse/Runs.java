package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.SqlText;
import java.util.ArrayList;
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
    List<String> problems = new ArrayList<>();
    Configuration configuration =
        Configuration.resolve(Parameters.ALL, Map.of(), environment, Map.of(), problems);
    assertThat(problems).isEmpty();
    return new Run("warehouse_test", "run-1", configuration, (level, event, pairs) -> {});
  }

  static SqlText sql(String text, String... parameters) {
    return new SqlText("test", text, List.of(parameters));
  }
}
