package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements by name, sent by a session. */
final class StatementsIT {
  private Database database;
  private Store store;
  private Session session;
  private Statements ofLock;

  @BeforeEach
  void connect() throws Exception {
    database = Database.create();
    database.migrate("--with-operational-tables");
    database.execute("INSERT INTO settings (\"InProgressFlag\") VALUES (0)");
    List<String> problems = new ArrayList<>();
    Configuration configuration =
        Configuration.resolve(
            Parameters.ALL, Map.of(), database.environment(Server.SUPERUSER), Map.of(), problems);
    assertThat(problems).isEmpty();
    store =
        Store.open(
            new Run("statements", "run", configuration, (level, event, keysAndValues) -> {}));
    session = store.session();
    ofLock = Statements.of(session, "run_lock");
  }

  @AfterEach
  void disconnect() throws Exception {
    session.close();
    store.close();
  }

  @Test
  void valuesAreToldWithAStatementOrBeforeIt() throws Exception {
    assertThat(ofLock.execute("set_flag", "flag", 4L)).isEqualTo(1);
    assertThat(flag()).isEqualTo("4");

    Statements given = ofLock.given("flag", 5L, "token", 7L);
    given.execute("set_flag");
    assertThat(flag()).isEqualTo("5");

    given.execute("set_flag", "flag", 6L);
    assertThat(flag()).isEqualTo("6");
    assertThat(ofLock.rows("run_now", "run_id", "none")).isEmpty();
  }

  private String flag() throws Exception {
    return String.join(",", database.ask("SELECT \"InProgressFlag\" FROM settings"));
  }

  @Test
  void anIdentifierIsOfTheStatementsThatHaveIt() throws Exception {
    Statements counting = Statements.of(session, "maintenance");
    assertThat(counting.with("table", "settings").row("count_rows").number("rows")).isEqualTo(1);
    assertThat(counting.with("table", "conflicts").row("count_rows").number("rows")).isZero();
  }

  @Test
  void whatIsNotToldOrNotThereIsAnErrorThatNamesTheStatement() {
    assertThatThrownBy(() -> ofLock.execute("set_flag"))
        .hasMessage("sql/run_lock/set_flag.postgres.sql: no value for :flag");
    assertThatThrownBy(() -> ofLock.execute("set_flag", "flag"))
        .hasMessageContaining("a name without a value");
    assertThatThrownBy(() -> ofLock.row("flag").number("flags"))
        .hasMessage("sql/run_lock/flag.postgres.sql: no column flags");
    assertThatThrownBy(() -> ofLock.row("run_now", "run_id", "none"))
        .hasMessage("sql/run_lock/run_now.postgres.sql: one row expected, got 0");
  }
}
