package care.conflict.detection;

import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** A statement that fills the temporary table whose name it has. */
record Filling(String table, SqlText statement) {
  /** Those of these names. */
  static Stream<Filling> of(StepSql sql, String... names) {
    return Arrays.stream(names).map(name -> of(name, sql.find(name)));
  }

  /** The one of that name, where the source's dialect has it. */
  static Stream<Filling> own(StepSql sql, String name) {
    return sql.findOwn(name).map(statement -> of(name, statement)).stream();
  }

  private static Filling of(String name, SqlText statement) {
    return new Filling(name.substring(name.lastIndexOf('/') + 1), statement);
  }

  void send(VisitSource source, Map<String, ?> values) throws SQLException {
    source.execute(statement, values);
    source.analyze(table);
  }
}
