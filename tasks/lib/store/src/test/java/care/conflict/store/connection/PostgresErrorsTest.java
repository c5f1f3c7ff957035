package care.conflict.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.DatabaseError;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Whose making an error is, by what the server says of where it was raised. */
final class PostgresErrorsTest {
  private static final String OUR_BLOCK = "PL/pgSQL function inline_code_block line 9 at EXECUTE";

  private static DatabaseError error(String context) {
    return error(
        "C42P01",
        "Mrelation \"conflicts\" does not exist",
        "P15",
        "Fparse_relation.c",
        "RparserOpenTable",
        "W" + context);
  }

  private static DatabaseError error(String... fields) {
    String said = "SERROR\0" + String.join("\0", fields);
    return DatabaseError.find(new PSQLException(new ServerErrorMessage(said)), PostgresErrors::read)
        .orElseThrow();
  }

  @Test
  void aNameThatMayBeTheValueOfAColumnIsNotTold() {
    assertThat(error("C42704", "Mrole \"Ann Quill\" does not exist", "Facl.c").message())
        .isEqualTo("role … does not exist (42704)");
    assertThat(error("C42501", "Mpermission denied for table conflicts", "Faclchk.c").message())
        .isEqualTo("permission denied for table conflicts (42501)");
  }

  @Test
  void aBlockOfOurOwnIsNoFunctionOfTheDatabase() {
    for (String context :
        new String[] {OUR_BLOCK, "SQL statement \"SELECT 1\nFROM conflicts\"\n" + OUR_BLOCK}) {
      DatabaseError error = error(context);
      assertThat(error.message()).isEqualTo("relation \"conflicts\" does not exist (42P01)");
      assertThat(error.advice()).contains("run migrate");
    }
  }

  @Test
  void aFunctionThatABlockOfOursHasSetOffIsTheirs() {
    DatabaseError error =
        error(
            "PL/pgSQL function theirs() line 1 at SQL statement\nSQL statement \"UPDATE maps\"\n"
                + OUR_BLOCK);
    assertThat(error.message())
        .isEqualTo("a table is missing, in a function or trigger of the database (42P01)");
    assertThat(error.advice()).contains("whoever made it mends it");
  }

  /** In another language, or within a function of SQL, nothing is told that may hold a row. */
  @Test
  void whereItIsNotSureWhoseItIsTheServersSentenceIsNotTold() {
    assertThat(error("SQL function \"theirs\" statement 1\n" + OUR_BLOCK).message())
        .isEqualTo("a table is missing (42P01)");
    assertThat(error("PL/pgSQL-Funktion inline_code_block Zeile 9 bei EXECUTE").message())
        .isEqualTo("a table is missing (42P01)");
  }
}
