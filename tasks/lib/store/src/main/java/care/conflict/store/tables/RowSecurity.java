package care.conflict.store.tables;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Row security that holds for the role of the tasks. It hides rows without a word: what is not seen
 * would count as gone.
 */
public final class RowSecurity {
  private static final String ADVICE =
      "Let the role see every row: ALTER ROLE … BYPASSRLS, or make it the owner without FORCE ROW LEVEL SECURITY,"
          + " or CREATE POLICY … FOR ALL TO … USING (true).";

  private RowSecurity() {}

  /** What it holds for, in words. */
  static List<String> problems(Session session, String schema, Collection<String> tables)
      throws SQLException {
    String names = tables.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    return Statements.of(session, "store")
        .rows("row_security", "schema", schema, "tables", names)
        .stream()
        .map(RowSecurity::problem)
        .toList();
  }

  private static String problem(Row row) {
    return "row security on table %s holds for role %s (%s), which hides rows from it"
        .formatted(
            row.text("name"),
            row.text("role"),
            row.findText("policies").map(it -> "policies: " + it).orElse("without any policy"));
  }

  /** Fails where it holds for a table of the store. */
  public static void check(Run run, Session session) throws SQLException {
    refuse(problems(session, run.get(Parameters.POSTGRES_SCHEMA), TableNames.ALL));
  }

  /** Fails where it holds for a table of a schema. */
  public static void check(Session session, String schema, Collection<String> tables)
      throws SQLException {
    refuse(problems(session, schema, tables));
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw TaskFailure.misused(String.join("; ", problems), ADVICE);
    }
  }
}
