package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people keep in the operational store for detection.
 *
 * @param extraDistancePer factor for distances
 * @param speeds {from_miles, to_miles, miles_per_hour}, contiguous; a JSON text
 * @param exclusions whom they leave out
 */
public record Reference(double extraDistancePer, String speeds, Exclusions exclusions) {

  /** Reads it; settings that are not exactly one row with a factor are an error. */
  public static Reference read(Session session) throws SQLException {
    Statements statements = Statements.of(session, "detection/reference/read");
    Row settings = statements.row("settings");
    Optional<String> factor = settings.findText("extra_distance_per");
    if (settings.number("setting_rows") != 1 || factor.isEmpty()) {
      throw TaskFailure.misused(
          "settings: exactly one row with an ExtraDistancePer is needed, found %s row(s)%s"
              .formatted(settings.text("setting_rows"), factor.isEmpty() ? ", without one" : ""),
          "Correct the table settings; a retry is useless.");
    }
    return new Reference(
        Double.parseDouble(factor.get()),
        statements.row("mph").text("list"),
        Exclusions.read(session));
  }

  /** For printing: read where a store is configured; SSNs are never shown. */
  public static Reference forPrinting(Run run) {
    if (run.configuration().find(Parameters.POSTGRES_HOST).isEmpty()) {
      return new Reference(1, "[{\"from_miles\": 0, \"miles_per_hour\": 25}]", Exclusions.NONE);
    }
    try (Store store = Store.open(run);
        Session session = store.session()) {
      Reference stored = read(session);
      return new Reference(stored.extraDistancePer, stored.speeds, stored.exclusions.withoutSsns());
    } catch (SQLException e) {
      throw run.databaseError(e).orElseThrow().failure("the reference data cannot be read: ", e);
    }
  }

  /** The values of the parameters that detection's statements have for it. */
  public Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(exclusions.values());
    values.put("extra_distance_per", extraDistancePer);
    values.put("speeds", speeds);
    values.put("state_names", stateNames());
    return values;
  }

  /** Full names of states and their abbreviations, from rules/states.csv. */
  private static String stateNames() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Reference.class.getClassLoader().getResourceAsStream("sql/rules/states.csv"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(it -> "{\"name\": \"%s\", \"abbreviation\": \"%s\"}".formatted(it[0], it[1]))
          .collect(Collectors.joining(", ", "[", "]"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
