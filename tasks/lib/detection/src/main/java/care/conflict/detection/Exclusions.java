package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
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

  /** Reads them from the store. */
  public static Exclusions read(Run run, Session session) throws SQLException {
    StepSql sql = StoreSql.of(run, "detection/reference/read");
    return new Exclusions(
        session.row(sql.find("excluded_ssn"), Map.of()).get("list").toString(),
        session.row(sql.find("excluded_agency"), Map.of()).get("list").toString());
  }

  /** For printing: read where a store is configured; SSNs are never shown. */
  public static Exclusions forPrinting(Run run) {
    if (run.configuration().find(Parameters.POSTGRES_HOST).isEmpty()) {
      return NONE;
    }
    try (Store store = Store.open(run);
        Session session = store.session()) {
      return read(run, session).withoutSsns();
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
