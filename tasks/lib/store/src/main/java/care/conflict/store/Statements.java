package care.conflict.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import care.conflict.core.statements.NamedValues;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a folder below sql, sent by a session: each by its name, with the values of its
 * parameters as pairs of name and value.
 */
public final class Statements {
  private final Session session;
  private final StepSql sql;
  private final Map<String, ?> values;
  private final Map<String, SqlText> found;

  private Statements(
      Session session, StepSql sql, Map<String, ?> values, Map<String, SqlText> found) {
    this.session = session;
    this.sql = sql;
    this.values = values;
    this.found = found;
  }

  /** Those of a folder. */
  public static Statements of(Session session, String folder) {
    return of(session, session.sql(folder));
  }

  /** Those of a folder as they are read. */
  public static Statements of(Session session, StepSql sql) {
    return new Statements(session, sql, Map.of(), new ConcurrentHashMap<>());
  }

  /** The same statements with one identifier more. */
  public Statements with(String identifier, String value) {
    return new Statements(session, sql.with(identifier, value), values, new ConcurrentHashMap<>());
  }

  /** The same statements; those that name one of these parameters need not be told its value. */
  public Statements given(@Nullable Object... namesAndValues) {
    return given(NamedValues.of(namesAndValues));
  }

  /** Likewise. */
  public Statements given(Map<String, ?> more) {
    return new Statements(session, sql, and(more), found);
  }

  /**
   * What is another where one of these statements is: of what they have left, nothing holds then.
   */
  public String version(String... names) {
    String texts = Stream.of(names).map(name -> find(name).sql()).collect(Collectors.joining(";"));
    return UUID.nameUUIDFromBytes(texts.getBytes(UTF_8)).toString();
  }

  /** Runs a statement; returns the number of rows it wrote. */
  public long execute(String name, @Nullable Object... namesAndValues) throws SQLException {
    return session.execute(find(name), all(namesAndValues));
  }

  /** The rows of a statement with a small result. */
  public List<Row> rows(String name, @Nullable Object... namesAndValues) throws SQLException {
    return session.rows(find(name), all(namesAndValues));
  }

  /** The one row of a statement. */
  public Row row(String name, @Nullable Object... namesAndValues) throws SQLException {
    return session.row(find(name), all(namesAndValues));
  }

  /** The rows of a statement, within a transaction, a part of them in memory at a time. */
  public Rows stream(String name, @Nullable Object... namesAndValues) throws SQLException {
    return session.stream(find(name), all(namesAndValues));
  }

  /** The statement of that name, to be shown or sent elsewhere. */
  public SqlText find(String name) {
    return found.computeIfAbsent(name, sql::find);
  }

  private Map<String, ?> all(@Nullable Object... namesAndValues) {
    return namesAndValues.length == 0 ? values : and(NamedValues.of(namesAndValues));
  }

  private Map<String, ?> and(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(values);
    all.putAll(more);
    return all;
  }
}
