package care.conflict.detection;

import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Statements that are sent one after the other.
 *
 * @param folder below sql
 */
record Part(String folder, List<String> names) {
  static Part of(String folder, String... names) {
    return new Part(folder, List.of(names));
  }

  /** The statements of several parts, in order. */
  static Stream<SqlText> statements(List<Part> parts, Function<String, StepSql> sql) {
    return parts.stream()
        .flatMap(part -> part.names.stream().map(sql.apply(part.folder)::find));
  }
}
