package care.conflict.core;

import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.StepSql;
import java.util.Map;

/** The statements for the store, with the names of the schemas that the run is configured for. */
public final class StoreSql {
  private StoreSql() {}

  /** The statements of a folder below sql. */
  public static StepSql of(Run run, String folder) {
    Map<String, String> ours = Map.of("schema", run.get(Parameters.POSTGRES_SCHEMA));
    return StepSql.of(folder, StepSql.Dialect.POSTGRES, ours)
        .with("replica_schema", () -> run.get(Parameters.REPLICA_SCHEMA))
        .with("materialized_view", () -> run.get(Parameters.MATERIALIZED_VIEW));
  }
}
