package care.conflict.store.tables;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the application's tables lack for the pipeline to be quick; `migrate --tune-tables`. */
public final class TableTuning {
  /** Above this, the next version of a row finds no room in its page. */
  public static final int HIGHEST_FILLFACTOR = 70;

  private TableTuning() {}

  public static StepSql sql(Run run) {
    return StoreSql.of(run, "schema/tune");
  }

  /** The name of an index that is made, by its statement's. */
  public static String index(String statement) {
    return "pipeline_" + statement;
  }

  /** Everything that is lacking or only costs, each with the statement that mends it. */
  static List<String> lacks(Run run, Session session) throws SQLException {
    List<String> lacks = new ArrayList<>();
    for (Row index : session.rows(sql(run).find("index_states"), Map.of())) {
      if (index.isNull("present")) {
        lacks.add(
            "%s lacks %s index on (%s): `migrate --tune-tables`%s"
                .formatted(
                    index.text("relation"),
                    mustBeUnique(index) ? "a unique" : "an",
                    index.text("columns"),
                    // Of a table with partitions it takes more than one.
                    index.flag("partitioned") ? "" : ", or " + statement(run, index)));
      }
    }
    Row room = session.row(sql(run).find("fillfactor"), Map.of());
    if (room.number("fillfactor") > HIGHEST_FILLFACTOR) {
      lacks.add(
          "conflictvisitmaps has fill factor %s, so that a change of a row has to write all indexes: `migrate --tune-tables`, or ALTER TABLE %s SET (fillfactor = %d)"
              .formatted(room.text("fillfactor"), room.text("first"), HIGHEST_FILLFACTOR));
    }
    lacks.addAll(costs(run, session));
    return lacks;
  }

  private static boolean mustBeUnique(Row index) {
    return index.flag("must_be_unique");
  }

  private static String statement(Run run, Row index) {
    String statement = index.text("statement");
    return sql(run)
        .with("index", index(statement))
        .with("relation", index.text("relation"))
        .find(statement)
        .sql()
        .replaceAll("\\s+", " ");
  }

  /** The indexes that only cost, each with the statement that takes it away. */
  public static List<String> costs(Run run, Session session) throws SQLException {
    List<String> costs = new ArrayList<>();
    for (Row index : session.rows(sql(run).find("needless_indexes"), Map.of())) {
      costs.add(
          "index %s only costs: %s. Its owner can drop it: %s"
              .formatted(index.text("name"), index.text("reason"), index.text("mend")));
    }
    return costs;
  }
}
