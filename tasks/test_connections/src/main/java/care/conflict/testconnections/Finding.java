package care.conflict.testconnections;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TableFindings;
import care.conflict.core.TaskFailure;
import care.conflict.core.source.SourceVerdict;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What trying one database came to; what was found before a failure is kept. */
final class Finding {
  private static final int FIRST_COLUMN = 11;

  /** What is done to find something out. */
  interface Attempt {
    void look(Finding finding) throws SQLException;
  }

  private final String database;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private @Nullable TaskFailure failure;

  private Finding(String database) {
    this.database = database;
  }

  static Finding of(String database, Run run, Attempt attempt) {
    Finding finding = new Finding(database);
    try {
      attempt.look(finding);
    } catch (TaskFailure e) {
      finding.fail(e);
    } catch (SQLException e) {
      run.checkStopped();
      finding.fail(asked(database, run, e));
    }
    finding.values.put("ok", finding.failure == null);
    return finding;
  }

  /** The connection was made, then a question failed. */
  private static TaskFailure asked(String database, Run run, SQLException e) {
    DatabaseError error = run.databaseError(e).orElseThrow();
    return new TaskFailure(
        error.exitCode(),
        database + ": " + error.message(),
        "The connection was made, then a question failed. " + error.advice());
  }

  /** Notes something that was found. */
  void note(String name, Object value) {
    values.put(name, value);
  }

  /** Notes the tables; what is missing is a failure that a retry does not mend. */
  void note(TableFindings tables) {
    note("tables found", tables.found());
    note("tables missing", tables.missing());
    note("lacking", tables.lacking());
    note("warnings", tables.warnings());
    if (!tables.complete()) {
      Stream<String> missing = tables.missing().stream().map(table -> "no table " + table);
      String all =
          Stream.concat(missing, tables.lacking().stream()).collect(Collectors.joining("; "));
      fail(
          new TaskFailure(
              ExitCode.MISUSED,
              database + ": " + all,
              "Run migrate for the pipeline's own tables; ask for the others or for the grants"
                  + " (docs/operating.md)."));
    }
  }

  /** Notes what was measured of the source; one that is not fit today is no failure here. */
  void note(SourceVerdict verdict) {
    note("source", verdict.details());
    note("source fit", verdict.letThrough());
    note("unfit", verdict.unfit());
    note("of the source", verdict.warnings());
  }

  private void fail(TaskFailure why) {
    failure = why;
    note("failed", why.getMessage());
    note("what to do", why.advice());
  }

  Optional<TaskFailure> failure() {
    return Optional.ofNullable(failure);
  }

  String key() {
    return database.toLowerCase(Locale.ROOT);
  }

  /** As JSON has it. */
  Map<String, Object> values() {
    Map<String, Object> named = new LinkedHashMap<>();
    values.forEach((name, value) -> named.put(name.replace(' ', '_'), value));
    return named;
  }

  String text() {
    StringBuilder text = new StringBuilder(database).append('\n');
    values.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            lines(text, name, list);
          } else if (value instanceof Map<?, ?> map) {
            map.forEach((part, of) -> line(text, part.toString().replace('_', ' '), shown(of)));
          } else {
            line(text, name, value.equals(true) ? "yes" : value.equals(false) ? "no" : value);
          }
        });
    return text.toString();
  }

  /** Of a list people are told how long it is; what of it matters is among the warnings. */
  private static Object shown(Object value) {
    return value instanceof List<?> list ? list.size() : value == null ? "-" : value;
  }

  private static void lines(StringBuilder text, String name, List<?> list) {
    if (name.equals("tables found")) {
      line(
          text,
          name,
          list.size() + ": " + String.join(", ", list.stream().map(Object::toString).toList()));
      return;
    }
    list.forEach(item -> line(text, name, item));
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("  ")
        .append(name)
        .append(" ".repeat(Math.max(1, FIRST_COLUMN + 4 - name.length())));
    text.append(value).append('\n');
  }
}
