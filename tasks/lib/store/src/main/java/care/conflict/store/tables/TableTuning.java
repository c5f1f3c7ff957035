package care.conflict.store.tables;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
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
    for (Map<String, Object> index : session.rows(sql(run).find("index_states"), Map.of())) {
      if (index.get("present") == null) {
        lacks.add(
            "%s lacks %s index on (%s): `migrate --tune-tables`%s"
                .formatted(
                    index.get("relation"),
                    mustBeUnique(index) ? "a unique" : "an",
                    index.get("columns"),
                    // Of a table with partitions it takes more than one.
                    Boolean.TRUE.equals(index.get("partitioned"))
                        ? ""
                        : ", or " + statement(run, index)));
      }
    }
    Map<String, Object> room = session.row(sql(run).find("fillfactor"), Map.of());
    if (((Number) room.get("fillfactor")).intValue() > HIGHEST_FILLFACTOR) {
      lacks.add(
          "conflictvisitmaps has fill factor %s, so that a change of a row has to write all indexes: `migrate --tune-tables`, or ALTER TABLE %s SET (fillfactor = %d)"
              .formatted(room.get("fillfactor"), room.get("first"), HIGHEST_FILLFACTOR));
    }
    lacks.addAll(costs(run, session));
    return lacks;
  }

  private static boolean mustBeUnique(Map<String, Object> index) {
    return Boolean.TRUE.equals(index.get("must_be_unique"));
  }

  private static String statement(Run run, Map<String, Object> index) {
    String statement = index.get("statement").toString();
    return sql(run)
        .with("index", index(statement))
        .with("relation", index.get("relation").toString())
        .find(statement)
        .sql()
        .replaceAll("\\s+", " ");
  }

  /** The indexes that only cost, each with the statement that takes it away. */
  public static List<String> costs(Run run, Session session) throws SQLException {
    List<String> costs = new ArrayList<>();
    for (Map<String, Object> index : session.rows(sql(run).find("needless_indexes"), Map.of())) {
      costs.add(
          "index %s only costs: %s. Its owner can drop it: %s"
              .formatted(index.get("name"), index.get("reason"), index.get("mend")));
    }
    return costs;
  }
}
