package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.Map;

/**
 * Whom people leave out of every detection; lists as JSON texts, as the warehouse takes them.
 *
 * @param ssns trimmed
 * @param providers ids of agencies
 */
public record Exclusions(String ssns, String providers) {
  /** Nobody. */
  public static final Exclusions NONE = new Exclusions("[]", "[]");

  /** What a printed script says of them. */
  public static final String NOT_SHOWN =
      "Excluded SSNs are not shown: fill in the list of excluded_people.";

  /** Reads them from the store. */
  public static Exclusions read(Session session) throws SQLException {
    Statements statements = Statements.of(session, "detection/reference/read");
    return new Exclusions(
        statements.row("excluded_ssn").text("list"),
        statements.row("excluded_agency").text("list"));
  }

  /** For printing: read where a store is configured; SSNs are never shown. */
  public static Exclusions forPrinting(Run run) {
    if (run.configuration().find(Parameters.POSTGRES_HOST).isEmpty()) {
      return NONE;
    }
    try (Store store = Store.open(run);
        Session session = store.session()) {
      return read(session).withoutSsns();
    } catch (SQLException e) {
      throw run.databaseError(e).orElseThrow().failure("the exclusions cannot be read: ", e);
    }
  }

  /** The agencies alone. */
  public Exclusions withoutSsns() {
    return new Exclusions("[]", providers);
  }

  /** The values of the parameters excluded_people and excluded_providers. */
  public Map<String, String> values() {
    return Map.of("excluded_people", ssns, "excluded_providers", providers);
  }
}
