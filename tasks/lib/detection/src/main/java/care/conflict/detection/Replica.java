package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SourceColumns;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.store.QuietMoment;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.store.tables.RowSecurity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The warehouse's tables, replicated into a schema of the store's database: one session that sees
 * them, and the store beside them, as they were at one moment. It waits for who empties or replaces
 * one of them: what sees an earlier moment than that would find the table empty.
 */
public final class Replica implements VisitSource, AutoCloseable {
  private static final String STATEMENTS = "source";

  /** What only in-service detection reads. */
  private static final String EVENTS = "FACTCAREGIVERINSERVICE";

  /** What only status management reads, which needs the warehouse. */
  private static final String DELETED_VISITS = "FACTVISITCALLPERFORMANCE_DELETED_CR";

  /** Half an hour, of tries and pauses of two seconds each. */
  private static final int TRIES = 450;

  private final Run run;
  private final Session session;
  private final SourceColumns columns;

  private Replica(Run run, Session session, SourceColumns columns) {
    this.run = run;
    this.session = session;
    this.columns = columns;
  }

  /**
   * A session of its own; what it sees is settled with its first statement, which tells the forms
   * of the replica apart by the types of its columns.
   */
  public static Replica open(Run run, Store store) throws SQLException {
    return open(run, store, Set.of(EVENTS, DELETED_VISITS));
  }

  /** Likewise, of a replica that has the in-service events, too. */
  public static Replica withEvents(Run run, Store store) throws SQLException {
    return open(run, store, Set.of(DELETED_VISITS));
  }

  /** Likewise, of the store's own tables alone: whether there is a replica does not matter. */
  public static Replica ofStore(Run run, Store store) throws SQLException {
    Session session = store.session();
    try {
      session.keepSnapshot();
      return new Replica(run, session, SourceColumns.ALL);
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static Replica open(Run run, Store store, Set<String> unread) throws SQLException {
    Set<String> tables =
        SourceColumns.columns().stream()
            .map(SourceColumns.Column::table)
            .filter(table -> !unread.contains(table))
            .collect(Collectors.toSet());
    Session session = store.session();
    try {
      List<SqlText> locks = locks(run, session, tables);
      QuietMoment.await(run, "replica", TRIES, () -> session.keepSnapshotAfter(locks));
      return new Replica(run, session, columns(run, session, tables));
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** What holds these tables, where they are there and can be held. */
  private static List<SqlText> locks(Run run, Session session, Set<String> tables)
      throws SQLException {
    StepSql sql = StoreSql.of(run, STATEMENTS);
    List<SqlText> locks = new ArrayList<>();
    locks.add(sql.find("wait_shortly"));
    List<String> names = tables.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    Statements.of(session, sql).rows("replica_tables").stream()
        .map(row -> row.text("name"))
        .filter(names::contains)
        .forEach(name -> locks.add(sql.with("replica_table", name).find("hold_replica_table")));
    locks.add(sql.find("wait_again"));
    return locks;
  }

  private static SourceColumns columns(Run run, Session session, Set<String> tables)
      throws SQLException {
    Map<String, String> types = new HashMap<>();
    Statements.of(session, STATEMENTS)
        .rows("replica_columns")
        .forEach(row -> types.put(row.text("path"), row.text("type")));
    SourceColumns columns = SourceColumns.ofReplica(types);
    List<String> problems = columns.problems(tables);
    if (!problems.isEmpty()) {
      throw TaskFailure.misused(
          "the replica in schema %s cannot be read: %s"
              .formatted(run.get(Parameters.REPLICA_SCHEMA), String.join("; ", problems)),
          "Check REPLICA_SCHEMA, the role's rights, and what the replica's loader makes.");
    }
    RowSecurity.check(
        session,
        run.get(Parameters.REPLICA_SCHEMA),
        tables.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList());
    return columns;
  }

  /** The statements of a folder below sql, as this replica's columns are read. */
  public StepSql sql(String folder) {
    return StoreSql.of(run, folder).reading(columns);
  }

  @Override
  public void execute(SqlText sql, Map<String, ?> values) throws SQLException {
    session.execute(sql, values);
  }

  /** The same, sent by this session. */
  public Statements statements(String folder) {
    return Statements.of(session, sql(folder));
  }

  @Override
  public Rows stream(SqlText sql, Map<String, ?> values) throws SQLException {
    return session.stream(sql, values);
  }

  /**
   * With all its columns: those that were measured are another table's, where two have one name.
   */
  @Override
  public void analyze(String table) throws SQLException {
    Statements.of(session, "store").with("analyzed", table).execute("analyze");
  }

  /** Ends the session; its temporary tables go. */
  @Override
  public void close() throws SQLException {
    session.close();
  }
}
