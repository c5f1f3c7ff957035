package care.conflict.core;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error of a database, told without data of persons.
 *
 * @param message what happened, with its SQLSTATE
 * @param exitCode whether running again may help
 * @param advice what to do
 */
public record DatabaseError(String message, ExitCode exitCode, String advice) {
  private static final String IN_A_FUNCTION =
      "A function or trigger of the database does what is refused: whoever made it mends it. The pipeline's own grants have no part in it.";

  /** Takes from a driver's error what can hold no data. */
  public interface Reader {
    /** What the server said; empty where the error is another driver's. */
    Optional<Said> read(Throwable error);
  }

  /**
   * What a server said that can hold no data.
   *
   * @param sentence its own, or null where it may quote a row
   * @param place table, column, constraint and type as its fields name them; may be empty
   * @param inFunction whether a function or trigger of the database was at work
   */
  public record Said(
      @Nullable String state, @Nullable String sentence, String place, boolean inFunction) {}

  /** The error of a database that this exception is, or has as a cause. */
  public static Optional<DatabaseError> find(Throwable error, Reader reader) {
    SQLException found = cause(error);
    return found == null
        ? Optional.empty()
        : Optional.of(
            reader
                .read(error)
                .map(DatabaseError::told)
                .orElseGet(() -> cut(found.getSQLState(), found.getMessage())));
  }

  /** Whether it is, or comes of, the loss of a connection. */
  public static boolean isLostConnection(Throwable error) {
    SQLException found = cause(error);
    return found != null && SqlState.isLost(found);
  }

  /** The same as a failure, whose message begins with what was being done. */
  public TaskFailure failure(String doing, Throwable cause) {
    return new TaskFailure(exitCode, doing + message, advice, cause);
  }

  private static DatabaseError told(Said said) {
    SqlState state = SqlState.of(said.state());
    String what = said.sentence() == null ? state.meaning() : said.sentence();
    String where = said.place().isEmpty() ? "" : ": " + said.place();
    String function = said.inFunction() ? ", in a function or trigger of the database" : "";
    boolean notOurs = said.inFunction() && state.exitCode() == ExitCode.MISUSED;
    return new DatabaseError(
        "%s%s%s (%s)".formatted(what, where, function, name(said.state())),
        state.exitCode(),
        notOurs ? IN_A_FUNCTION : state.advice());
  }

  /** Of a database whose errors have no fields: what a function says in one may be anything. */
  private static DatabaseError cut(@Nullable String state, @Nullable String message) {
    SqlState known = SqlState.of(state);
    String said =
        known.code().equals(SqlState.RAISED) ? known.meaning() : Redaction.databaseMessage(message);
    return new DatabaseError(
        "%s (%s)".formatted(said, name(state)), known.exitCode(), known.advice());
  }

  private static String name(@Nullable String state) {
    return state == null ? "no SQLSTATE" : state;
  }

  private static @Nullable SQLException cause(Throwable error) {
    for (Throwable it = error; it != null; it = it.getCause()) {
      if (it instanceof SQLException database) {
        return database;
      }
    }
    return null;
  }
}
