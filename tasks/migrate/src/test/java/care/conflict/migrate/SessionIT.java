package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.statements.SqlText;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.testing.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that is broken off leaves nothing, whatever broke it off. */
final class SessionIT {
  private final Database database;
  private final Run run;

  SessionIT() throws Exception {
    database = Database.create();
    database.migrate("--with-operational-tables");
    database.execute("INSERT INTO settings (\"InProgressFlag\") VALUES (0)");
    run = Runs.of("session", "run", database.environment(Server.SUPERUSER));
  }

  private static Throwable thrown(String kind) {
    return switch (kind) {
      case "exception" -> new IllegalStateException("broken off");
      case "no class" -> new NoClassDefFoundError("of/the/Driver");
      default -> new ExceptionInInitializerError("broken off");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "no class", "no beginning"})
  void whatAnExceptionOrAnErrorBrokeOffIsRolledBackAndTheSessionWorksOn(String kind)
      throws Exception {
    SqlText setFlag = StoreSql.of(run, "run_lock").find("set_flag");
    Throwable thrown = thrown(kind);
    try (Store store = Store.open(run);
        Session session = store.session()) {
      assertThatThrownBy(
              () ->
                  session.write(
                      () -> {
                        session.execute(setFlag, Map.of("flag", 7L));
                        throw sneaky(thrown);
                      }))
          .isSameAs(thrown);
      assertThat(database.ask("SELECT \"InProgressFlag\" FROM settings")).containsExactly("0");
      session.write(() -> session.execute(setFlag, Map.of("flag", 2L)));
      assertThat(database.ask("SELECT \"InProgressFlag\" FROM settings")).containsExactly("2");
    }
  }

  @Test
  void whatEndsWellIsCommitted() throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      SqlText setFlag = StoreSql.of(run, "run_lock").find("set_flag");
      assertThat(session.<Long, Exception>write(() -> session.execute(setFlag, Map.of("flag", 3L))))
          .isEqualTo(1);
      assertThat(database.ask("SELECT \"InProgressFlag\" FROM settings")).containsExactly("3");
    }
  }

  private static RuntimeException sneaky(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
