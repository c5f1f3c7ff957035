package care.conflict.store.connection;

import care.conflict.core.DatabaseError;
import care.conflict.core.Redaction;
import care.conflict.core.SqlState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL's errors say without data of persons. The server speaks its own language, and
 * quotes rows in it: its sentence is told only where it can hold no row, else our own with the
 * names that stand in the error's fields.
 */
public final class PostgresErrors {
  /** These raise such errors also within functions, where others may have made the sentence. */
  private static final Set<String> OF_THE_SERVER_ALONE =
      Set.of("aclcheck_error", "ProcessInterrupts", "DeadLockReport", "PreventCommandIfReadOnly");

  /** The languages of functions: what these raise is of a function's making, fields included. */
  private static final Pattern OF_A_LANGUAGE =
      Pattern.compile("(pl_|plpy|plperl|pltcl|plv8|plr|pllua|pljava).*");

  /** How the server names a DO block: only our own statements are such, and no function is. */
  private static final String OUR_BLOCK = "inline_code_block";

  /** The server's context where only a block of ours, and maybe a statement in it, was at work. */
  private static final Pattern IN_OUR_BLOCK =
      Pattern.compile(
          "(SQL statement \"(?s:.*)\"\n)?PL/pgSQL function inline_code_block line \\d+ at .*");

  private PostgresErrors() {}

  public static Optional<DatabaseError.Said> read(Throwable error) {
    for (Throwable it = error; it != null; it = it.getCause()) {
      if (it instanceof PSQLException found) {
        return Optional.of(said(found));
      }
    }
    return Optional.empty();
  }

  private static DatabaseError.Said said(PSQLException error) {
    ServerErrorMessage server = error.getServerErrorMessage();
    if (server == null) { // the driver's own, which quotes a value that it cannot read
      String sentence =
          SqlState.quotesNoRow(error.getSQLState()) ? firstLine(error.getMessage()) : null;
      return new DatabaseError.Said(error.getSQLState(), sentence, "", false);
    }
    boolean raised = OF_A_LANGUAGE.matcher(text(server.getFile())).matches();
    String context = text(server.getWhere());
    boolean inFunction =
        context.lines().anyMatch(it -> it.contains("PL/") && !it.contains(OUR_BLOCK));
    boolean ours = !inFunction && IN_OUR_BLOCK.matcher(context).matches();
    boolean alone =
        context.isEmpty() || ours || OF_THE_SERVER_ALONE.contains(text(server.getRoutine()));
    boolean tells = !raised && alone && SqlState.quotesNoRow(server.getSQLState());
    return new DatabaseError.Said(
        server.getSQLState(),
        tells ? sentence(server) : null,
        raised ? "" : place(server),
        raised || inFunction);
  }

  /**
   * The server's own. What it does not find may be named by a statement, and then it says where; or
   * by a row, as where a check or a policy takes a column for the name of a role.
   */
  private static String sentence(ServerErrorMessage server) {
    String said = firstLine(server.getMessage());
    boolean mayBeOfARow =
        text(server.getSQLState()).startsWith(SqlState.DEFINITION)
            && server.getPosition() == 0
            && server.getInternalPosition() == 0;
    return mayBeOfARow ? Redaction.databaseMessage(said) : said;
  }

  private static String place(ServerErrorMessage server) {
    Map<String, String> names = new LinkedHashMap<>();
    String schema = server.getSchema() == null ? "" : server.getSchema() + ".";
    names.put("table", server.getTable() == null ? null : schema + server.getTable());
    names.put("column", server.getColumn());
    names.put("constraint", server.getConstraint());
    names.put("type", server.getDatatype());
    return names.entrySet().stream()
        .filter(name -> name.getValue() != null)
        .map(name -> name.getKey() + " " + name.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String firstLine(@Nullable String message) {
    return text(message).lines().findFirst().orElse("");
  }

  private static String text(@Nullable String field) {
    return Objects.requireNonNullElse(field, "");
  }
}
