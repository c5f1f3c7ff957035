package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.StoreSql;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.store.copy.BinaryCopy;
import care.conflict.store.copy.CopyResult;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/**
 * One connection to the store, for its temporary tables and transactions. Statements outside of
 * {@link #write} commit by themselves. Told to stop, it cancels the statement that runs.
 */
public final class Session implements AutoCloseable {
  /** What a transaction does. */
  public interface Work<T, E extends Exception> {
    T run() throws SQLException, E;
  }

  private static final int ROWS_AT_A_TIME = 1000;

  private final Run run;
  private final HikariDataSource pool;
  private final Connection connection;
  private final boolean stops;
  private final List<Fence> fences = new ArrayList<>();
  private volatile boolean open = true;
  private boolean keepsSnapshot;

  Session(Run run, HikariDataSource pool, boolean stops) throws SQLException {
    this.run = run;
    this.pool = pool;
    this.connection = pool.getConnection();
    this.stops = stops;
    if (stops) {
      run.onStop(this::cancel);
    }
  }

  /**
   * From now on every transaction of {@link #write} first looks at this fence and rolls back where
   * its token is not the one in force. Backends that carry it are ended when it is taken over.
   */
  public void fencedBy(Fence by) throws SQLException {
    fences.add(by);
    carry(by.mark());
  }

  /** Likewise by this one, too, whose token nobody ends connections by. */
  public void alsoFencedBy(Fence by) {
    fences.add(by);
  }

  /** Shows a mark to others, who end this connection when they take over what it stands for. */
  public void carry(String mark) throws SQLException {
    rows(nameBackend(), Map.of("name", run.worker() + " " + mark));
  }

  private SqlText nameBackend() {
    return sql("store").find("name_backend");
  }

  /**
   * Runs a transaction that writes; commits when it returns, rolls back when it throws. Within
   * another one it is a part of that.
   */
  public <T, E extends Exception> T write(Work<T, E> work) throws SQLException, E {
    return write(List.of(), work);
  }

  /** Likewise; all of it sees what was committed when it began. */
  public <T, E extends Exception> T writeAtOneMoment(Work<T, E> work) throws SQLException, E {
    return write(List.of(sql("store").find("one_moment")), work);
  }

  /** Likewise; all of it sees what another session's transaction sees, which is still open. */
  public <T, E extends Exception> T writeAtMomentOf(String snapshot, Work<T, E> work)
      throws SQLException, E {
    StepSql store = sql("store").with("snapshot", snapshot);
    return write(List.of(store.find("one_moment"), store.find("join_snapshot")), work);
  }

  /**
   * Likewise, for statements about whole tables: whatever statistics say, no join of theirs reads a
   * table anew for each row of another (docs/decisions/0010).
   */
  public <T, E extends Exception> T writeByHash(Work<T, E> work) throws SQLException, E {
    return write(
        () -> {
          execute(sql("store").find("by_hash"), Map.of());
          T result = work.run();
          execute(sql("store").find("end_by_hash"), Map.of()); // within another one that goes on
          return result;
        });
  }

  /**
   * Likewise; for what others hold it waits so long at most, and says then who they are.
   *
   * @param what they hold
   */
  public <T, E extends Exception> T writeWithin(Duration most, String what, Work<T, E> work)
      throws SQLException, E {
    try (InTheWay inTheWay = new InTheWay(run, () -> new Session(run, pool, stops))) {
      try {
        return write(
            () -> {
              inTheWay.of(
                  row(sql("store").find("wait_at_most"), Map.of("most", most.toSeconds() + "s"))
                      .number("backend"));
              return work.run();
            });
      } catch (SQLException e) {
        if (SqlState.is(e, SqlState.LOCK)) {
          throw inTheWay.failure(what, most);
        }
        throw e;
      }
    }
  }

  /** The name of what this transaction sees, for those who are to see the same. */
  public String snapshot() throws SQLException {
    return row(sql("store").find("export_snapshot"), Map.of()).text("snapshot");
  }

  private <T, E extends Exception> T write(List<SqlText> beginning, Work<T, E> work)
      throws SQLException, E {
    if (!connection.getAutoCommit()) {
      return work.run();
    }
    connection.setAutoCommit(false);
    try {
      for (SqlText first : beginning) {
        execute(first, Map.of());
      }
      checkFences();
      T result = work.run();
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (Throwable e) { // an Error, too: what it broke off is not to be committed
      rollback(e);
      throw e;
    }
  }

  /** Whether what is executed is a part of a transaction. */
  public boolean isInTransaction() throws SQLException {
    return !connection.getAutoCommit();
  }

  /** From now on it sees what was committed until its first statement; it commits nothing. */
  public void keepSnapshot() throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    keepsSnapshot = true;
  }

  /**
   * Likewise, once these statements are done, which look at no row; where one fails, nothing is
   * kept.
   */
  public void keepSnapshotAfter(List<SqlText> first) throws SQLException {
    keepSnapshot();
    try {
      for (SqlText each : first) {
        execute(each, Map.of());
      }
    } catch (SQLException e) {
      keepsSnapshot = false;
      rollback(e);
      throw e;
    }
  }

  boolean keepsSnapshot() {
    return keepsSnapshot;
  }

  private void rollback(Throwable because) {
    try {
      connection.rollback();
      connection.setAutoCommit(true); // only now: it would commit what is not rolled back
    } catch (SQLException e) {
      because.addSuppressed(e); // the connection is lost; the server rolls back by itself
    }
  }

  /** Within a transaction, once more: the server ends that of a task that says nothing. */
  void checkFence() throws SQLException {
    if (isInTransaction()) {
      checkFences();
    }
  }

  private void checkFences() throws SQLException {
    for (Fence by : fences) {
      if (!isInForce(by)) {
        throw by.lost().get();
      }
    }
  }

  private boolean isInForce(Fence by) throws SQLException {
    try {
      return !rows(by.check(), by.values()).isEmpty();
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.SERIALIZATION)) {
        return false; // there is another since the moment that the transaction sees
      }
      throw e;
    }
  }

  /** The statements of a folder below sql. */
  StepSql sql(String folder) {
    return StoreSql.of(run, folder);
  }

  /** Runs a statement; returns the number of rows it wrote. */
  public long execute(SqlText sql, Map<String, ?> values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.execute();
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  /** Lets the planner know temporary tables that were filled. */
  public void analyze(String... tables) throws SQLException {
    execute(StepSql.analyze(tables), Map.of());
  }

  /** The rows of a statement with a small result. */
  List<Row> rows(SqlText sql, Map<String, ?> values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet results = statement.executeQuery()) {
      ResultSetMetaData columns = results.getMetaData();
      List<Row> rows = new ArrayList<>();
      while (results.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), results.getObject(i));
        }
        rows.add(new Row(sql.file(), row));
      }
      return rows;
    }
  }

  /** The one row of a statement. */
  Row row(SqlText sql, Map<String, ?> values) throws SQLException {
    List<Row> rows = rows(sql, values);
    if (rows.size() != 1) {
      throw new IllegalStateException(sql.file() + ": one row expected, got " + rows.size());
    }
    return rows.get(0);
  }

  /** The rows of a statement, within a transaction, a part of them in memory at a time. */
  public Rows stream(SqlText sql, Map<String, ?> values) throws SQLException {
    PreparedStatement statement = prepare(sql, values);
    try {
      statement.setFetchSize(ROWS_AT_A_TIME); // pgjdbc streams only with autocommit off
      return new ResultRows(statement);
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /**
   * Streams rows into a temporary table whose columns have the names of the stream's, in any case.
   */
  public CopyResult copyIn(String table, Rows rows, Progress progress) throws SQLException {
    return copyIn(table, rows, progress, Set.of());
  }

  /**
   * Likewise.
   *
   * @param needed columns without which a row is left out, and counted as rejected
   */
  public CopyResult copyIn(String table, Rows rows, Progress progress, Set<String> needed)
      throws SQLException {
    return copyIn(List.of(this), table, rows, progress, needed);
  }

  /** Likewise, into a table of that name of each of these sessions at once. */
  static CopyResult copyIn(
      List<Session> sessions, String table, Rows rows, Progress progress, Set<String> needed)
      throws SQLException {
    Session first = sessions.get(0);
    SqlText columns = first.sql("store").with("table", table).find("columns");
    return first.copy(sessions, table, columns, rows, progress, needed);
  }

  /** Likewise, into a table of the store's schema. */
  public CopyResult copyIntoStore(String table, Rows rows, Progress progress) throws SQLException {
    SqlText columns = sql("store").with("table", table).find("stored_columns");
    String stored = run.get(Parameters.POSTGRES_SCHEMA) + "." + table;
    return copy(List.of(this), stored, columns, rows, progress, Set.of());
  }

  private CopyResult copy(
      List<Session> sessions,
      String table,
      SqlText columns,
      Rows rows,
      Progress progress,
      Set<String> needed)
      throws SQLException {
    checkStopped();
    List<PGConnection> connections = new ArrayList<>();
    for (Session session : sessions) {
      connections.add(session.connection.unwrap(PGConnection.class));
    }
    return new BinaryCopy(connections, table, columnTypes(table, columns, rows.columns()), needed)
        .copy(rows, progress);
  }

  private Map<String, String> columnTypes(String table, SqlText columns, List<String> names)
      throws SQLException {
    try (PreparedStatement statement = prepare(columns, Map.of());
        ResultSet empty = statement.executeQuery()) {
      ResultSetMetaData metaData = empty.getMetaData();
      // Two databases spell an unquoted name in two cases.
      Map<String, Integer> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        all.put(metaData.getColumnLabel(i), i);
      }
      Map<String, String> types = new LinkedHashMap<>();
      for (String name : names) {
        if (!all.containsKey(name)) {
          throw new IllegalStateException(table + " has no column " + name);
        }
        int column = all.get(name);
        types.put(metaData.getColumnLabel(column), metaData.getColumnTypeName(column));
      }
      return types;
    }
  }

  private PreparedStatement prepare(SqlText sql, Map<String, ?> values) throws SQLException {
    checkStopped();
    return bind(sql, values);
  }

  private PreparedStatement bind(SqlText sql, Map<String, ?> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(run.tag() + sql.sql());
    List<Object> bound = sql.bind(values);
    for (int i = 0; i < bound.size(); i++) {
      statement.setObject(i + 1, bound.get(i));
    }
    return statement;
  }

  private void checkStopped() {
    if (stops) {
      run.checkStopped();
    }
  }

  /** Cancels the statement that runs, from another thread. */
  void cancel() {
    if (open) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
      } catch (SQLException e) {
        // The connection is gone, and with it what ran on it.
        open = false;
      }
    }
  }

  /** The server may see a connection for a while after it is closed, with all that it carries. */
  private void carryNoMore() {
    try (PreparedStatement statement = bind(nameBackend(), Map.of("name", run.worker()))) {
      statement.execute();
    } catch (SQLException e) {
      // The connection is gone, and with it what it carried.
      run.log().log(EventLog.Level.DEBUG, "connection gone");
    }
  }

  @Override
  public void close() throws SQLException {
    open = false;
    if (!fences.isEmpty()) {
      carryNoMore();
      // Whoever raises the token ends the connections that carry it: nobody else may be given this
      // one.
      pool.evictConnection(connection);
    }
    connection.close();
  }
}
