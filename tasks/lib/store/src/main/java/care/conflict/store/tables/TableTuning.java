package care.conflict.store.tables;

import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the application's tables lack for the pipeline to be quick; `migrate --tune-tables`. */
public final class TableTuning {
  /** Above this, the next version of a row finds no room in its page. */
  public static final int HIGHEST_FILLFACTOR = 70;

  private TableTuning() {}

  /** The statements that look and mend. */
  public static Statements statements(Session session) {
    return Statements.of(session, "schema/tune");
  }

  /** The name of an index that is made, by its statement's. */
  public static String index(String statement) {
    return "pipeline_" + statement;
  }

  /** Everything that is lacking or only costs, each with the statement that mends it. */
  static List<String> lacks(Session session) throws SQLException {
    Statements statements = statements(session);
    List<String> lacks = new ArrayList<>();
    for (Row index : statements.rows("index_states")) {
      if (index.isNull("present")) {
        lacks.add(
            "%s lacks %s index on (%s): `migrate --tune-tables`%s"
                .formatted(
                    index.text("relation"),
                    mustBeUnique(index) ? "a unique" : "an",
                    index.text("columns"),
                    // Of a table with partitions it takes more than one.
                    index.flag("partitioned") ? "" : ", or " + statement(statements, index)));
      }
    }
    Row room = statements.row("fillfactor");
    if (room.number("fillfactor") > HIGHEST_FILLFACTOR) {
      lacks.add(
          "conflictvisitmaps has fill factor %s, so that a change of a row has to write all indexes: `migrate --tune-tables`, or ALTER TABLE %s SET (fillfactor = %d)"
              .formatted(room.text("fillfactor"), room.text("first"), HIGHEST_FILLFACTOR));
    }
    lacks.addAll(costs(session));
    return lacks;
  }

  private static boolean mustBeUnique(Row index) {
    return index.flag("must_be_unique");
  }

  private static String statement(Statements statements, Row index) {
    String statement = index.text("statement");
    return statements
        .with("index", index(statement))
        .with("relation", index.text("relation"))
        .find(statement)
        .sql()
        .replaceAll("\\s+", " ");
  }

  /** The indexes that only cost, each with the statement that takes it away. */
  public static List<String> costs(Session session) throws SQLException {
    List<String> costs = new ArrayList<>();
    for (Row index : statements(session).rows("needless_indexes")) {
      costs.add(
          "index %s only costs: %s. Its owner can drop it: %s"
              .formatted(index.text("name"), index.text("reason"), index.text("mend")));
    }
    return costs;
  }
}
