package care.conflict.detection;

import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Statements that are sent one after the other.
 *
 * @param folder below sql
 * @param filled the temporary tables that PostgreSQL's planner is then to know
 */
record Part(String folder, List<String> names, List<String> filled) {
  static Part of(String folder, String... names) {
    return new Part(folder, List.of(names), List.of());
  }

  /** The same; afterwards the planner knows these tables. */
  Part analyzing(String... tables) {
    return new Part(folder, names, List.of(tables));
  }

  /** Sends the statements of several parts to a source, in order. */
  static void send(
      List<Part> parts, VisitSource source, Function<String, StepSql> sql, Map<String, ?> values)
      throws SQLException {
    for (SqlText statement : statements(parts, sql).toList()) {
      source.execute(statement, values);
    }
  }

  private Stream<SqlText> statements(Function<String, StepSql> sql) {
    Stream<SqlText> filling = names.stream().map(sql.apply(folder)::find);
    return filled.isEmpty()
        ? filling
        : Stream.concat(filling, Stream.of(StepSql.analyze(filled.toArray(String[]::new))));
  }

  /** The statements of several parts, in order. */
  static Stream<SqlText> statements(List<Part> parts, Function<String, StepSql> sql) {
    return parts.stream().flatMap(part -> part.statements(sql));
  }
}
