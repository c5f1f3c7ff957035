package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Literals;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.lock.RunLock;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What detection over stored pairs sends to the replica, for a person who runs it by hand: one
 * transaction, which leaves nothing behind.
 */
public final class StoredScript {
  private final Run run;
  private final Map<String, ?> which;

  private StoredScript(Run run, Map<String, ?> which) {
    this.run = run;
    this.which = which;
  }

  /**
   * The statements of this task. Where a store is configured, it is asked for the run's "now" and
   * for the replica's columns; SSNs that are left out are never shown.
   *
   * @param which the values of stored_rows beside the window
   */
  public static String of(Run run, Map<String, ?> which) {
    StoredScript script = new StoredScript(run, which);
    if (run.configuration().find(Parameters.POSTGRES_HOST).isEmpty()) {
      return script.write(Optional.empty(), folder -> StoreSql.of(run, folder));
    }
    try (Store store = Store.open(run);
        Session session = store.session();
        Replica replica = Replica.open(run, store)) {
      return script.write(new RunLock(run, session).notedNow(), replica::sql);
    } catch (SQLException e) {
      throw run.databaseError(e).orElseThrow().failure("the store cannot be asked: ", e);
    }
  }

  private String write(Optional<Instant> noted, Function<String, StepSql> sql) {
    Instant now = run.configuration().find(Parameters.NOW).or(() -> noted).orElseGet(Instant::now);
    Window window = Window.around(now, run.configuration());
    Map<String, Object> values = StoredDetection.values(run, window, Reference.forPrinting(run));
    values.putAll(which);
    SqlText storedRows = StoreSql.of(run, run.task()).find("stored_rows");
    return String.join(
        "\n",
        Literals.script(
            StepSql.Dialect.POSTGRES,
            "Which rows are looked at, and on which keys.",
            StoredDetection.toTheDays(storedRows, sql),
            values),
        Literals.script(
            StepSql.Dialect.POSTGRES,
            "From here on the window is, as the command's, from the first to the last day of the keys.",
            StoredDetection.fromTheDays(sql),
            StoredDetection.ofTheDays(values, sql.apply("stored_detection"))));
  }
}
