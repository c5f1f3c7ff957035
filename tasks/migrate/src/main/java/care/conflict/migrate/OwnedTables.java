package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** What the pipeline owns, by Flyway, in a history table of its own. */
final class OwnedTables {
  private static final String HISTORY = "pipeline_schema_history";

  private final Run run;
  private final Store store;
  private final Statements statements;
  private final String schema;

  OwnedTables(Run run, Store store, Session session) {
    this.run = run;
    this.store = store;
    this.statements = Statements.of(session, "schema/owned");
    this.schema = run.get(Parameters.POSTGRES_SCHEMA);
  }

  /** The schema, where it is not there; says what is missing where the role may not make it. */
  Counts makeSchema() throws SQLException {
    Row state = statements.row("schema_state");
    if (state.flag("present")) {
      return Counts.NONE;
    }
    if (!state.flag("may_create_schema")) {
      throw TaskFailure.misused(
          "schema %s is not there, and role %s may not make it in database %s"
              .formatted(schema, state.text("role"), state.text("database")),
          "Have an administrator run: CREATE SCHEMA %s AUTHORIZATION %s."
              .formatted(schema, state.text("role")));
    }
    statements.execute("create_schema");
    run.log().log(EventLog.Level.INFO, "schema made", "schema", schema);
    return Counts.of("schemas", 1);
  }

  /** Brings the pipeline's own tables up to date. */
  Counts migrate() throws SQLException {
    Flyway flyway =
        Flyway.configure()
            .loggers("slf4j")
            .dataSource(store.dataSource())
            .defaultSchema(schema)
            .createSchemas(false)
            .table(HISTORY)
            .locations("classpath:sql/schema/owned")
            .placeholders(Map.of("schema", schema))
            // The schema is the application's: that it holds tables already is no surprise.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
    if (flyway.info().pending().length > 0) {
      checkMayCreate();
      checkIsNoCopyWithoutRows(flyway.info().current() == null);
    }
    MigrateResult result = flyway.migrate();
    run.log().log(
        EventLog.Level.INFO,
        "own tables",
        "version",
        String.valueOf(
            result.targetSchemaVersion == null
                ? result.initialSchemaVersion
                : result.targetSchemaVersion),
        "migrations",
        result.migrationsExecuted);
    List<Row> lost = statements.rows("single_rows");
    if (!lost.isEmpty()) {
      statements.execute("make_single_rows");
      lost.forEach(it -> run.log().log(EventLog.Level.INFO, "row made", "table", it.text("name")));
    }
    return Counts.of("migrations", result.migrationsExecuted);
  }

  private void checkMayCreate() throws SQLException {
    Row state = statements.row("schema_state");
    if (!state.flag("may_create_tables")) {
      throw TaskFailure.misused(
          "role %s may not make tables in schema %s".formatted(state.text("role"), schema),
          "Run migrate as the owner of the schema, or have it run: GRANT USAGE, CREATE ON SCHEMA %s TO %s."
              .formatted(schema, state.text("role")));
    }
  }

  private void checkIsNoCopyWithoutRows(boolean isNothingNoted) throws SQLException {
    if (isNothingNoted && statements.row("schema_state").flag("has_lock")) {
      throw TaskFailure.misused(
          "the pipeline's own tables are in schema %s, but %s does not say of which version: a copy without its rows"
              .formatted(schema, HISTORY),
          "Copy the rows of %s too, or drop all tables pipeline_…; then run migrate again."
              .formatted(HISTORY));
    }
  }
}
