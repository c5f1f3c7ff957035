package care.conflict.preview;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stand-ins for the tables of the store, in one session: what is written to one of them stays
 * there, all other rows are read where they are. They have the tables' names in the schema {@link
 * #SCHEMA}, so that the tasks' own statements go to them; they end with the session, however it
 * ends.
 */
final class Overlay {
  /** Of the temporary objects of a session, whichever it is. */
  static final String SCHEMA = "pg_temp";

  /** What the stand-ins are made of: without one of them there is nothing to play on. */
  private static final List<String> NEEDED =
      List.of(
          "conflicts",
          "conflictvisitmaps",
          "settings",
          "mph",
          "excluded_ssn",
          "excluded_agency",
          "pipeline_runs",
          "pipeline_steps",
          "pipeline_sources",
          "pipeline_source_providers",
          "pipeline_money");

  private final Statements statements;

  private Overlay(Statements statements) {
    this.statements = statements;
  }

  /** Makes them, of what the session sees now. */
  static Overlay of(Run run, Session session) throws SQLException {
    Overlay overlay =
        new Overlay(
            Statements.of(session, "preview")
                .with("store_schema", run.get(Parameters.POSTGRES_SCHEMA)));
    overlay.checkTables(run.get(Parameters.POSTGRES_SCHEMA));
    overlay.make();
    return overlay;
  }

  private void checkTables(String schema) throws SQLException {
    String names = NEEDED.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    List<Row> lacks = statements.rows("needed_tables", "schema", schema, "tables", names);
    if (!lacks.isEmpty()) {
      throw TaskFailure.misused(
          lacks.stream()
              .map(
                  it ->
                      it.flag("is_there")
                          ? "the role lacks SELECT on %s.%s".formatted(schema, it.text("name"))
                          : "table %s.%s is missing".formatted(schema, it.text("name")))
              .collect(Collectors.joining("; ")),
          "Run migrate, which makes the pipeline's own tables and, with --grant-to ROLE, gives the role its rights; task00_preflight names all that lacks.");
    }
  }

  private void make() throws SQLException {
    statements.execute("usual_plans");
    maps().execute("overlay");
    conflicts().execute("overlay");
    statements.with("table", "pipeline_money").with("key", "map_row_id").execute("overlay");
    statements.execute("index_changed");
    statements.execute("shadow");
    statements.execute("note_kept");
  }

  private Statements maps() {
    return statements.with("table", "conflictvisitmaps").with("key", "ID");
  }

  private Statements conflicts() {
    return statements.with("table", "conflicts").with("key", "CONFLICTID");
  }

  /** Keeps the table changes as first_changes, and makes all stand-ins anew. */
  void beginAgain() throws SQLException {
    statements.execute("keep_first");
    statements.execute("forget_overlay");
    make();
  }

  /** Forgets what a stage left beside what it wrote. */
  void endStage() throws SQLException {
    statements.execute("end_stage");
  }

  /** Finds what was written and is not as it is stored: tables changes and open_rows. */
  Statements changes() throws SQLException {
    statements.execute("create_changed_columns");
    maps().execute("fill_changed_columns");
    conflicts().execute("fill_changed_columns");
    statements.execute("create_changes");
    statements.execute("create_open_rows");
    return statements;
  }
}
