package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.CaseWorld;
import care.conflict.acceptance.cases.RuleCase;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.ReplicaTables;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.testing.Checkout;
import care.conflict.testing.Csv;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line of the table of cases, in both orders, through the same SQL on PostgreSQL. */
class PostgresRulesIT {

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "window_from", "2024-03-11",
          "window_to", "2026-04-25",
          "delta_from", "2026-03-10 00:00:00",
          "least_delta", 1,
          "max_visits_per_key", 100);

  @ParameterizedTest
  @CsvSource({
    "standard, false", "standard, true",
    "stretched, false", "stretched, true",
    "no_mph, false", "no_mph, true"
  })
  void everyCaseIsDetectedOrLeftOutWithItsFlagsAndDistances(String variant, boolean exchanged)
      throws SQLException {
    List<RuleCase> cases = RuleCase.ofVariant(variant, exchanged);
    World world = CaseWorld.of(variant, cases);
    Database database = Database.create();
    ReplicaTables.load(database, world);
    List<String> faults = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      makeReference(statement, world);
      Map<Contents.PairId, Map<String, String>> found = detect(connection, world);
      for (RuleCase ruleCase : cases) {
        faults.addAll(ruleCase.faults(found.get(ruleCase.pair(true))));
      }
    }
    assertThat(faults).isEmpty();
  }

  /** What settings, mph and the lists of names become for the rules. */
  private static void makeReference(Statement statement, World world) throws SQLException {
    everybody(statement, "patients", "patient_id", "dimpatientaddress", "Patient Id");
    everybody(statement, "people", "caregiver_id", "dimcaregiver", "Caregiver Id");
    statement.execute("CREATE TEMPORARY TABLE excluded_people (person text)");
    statement.execute("CREATE TEMPORARY TABLE excluded_providers (provider_id uuid)");
    statement.execute("CREATE TEMPORARY TABLE state_names (name text, abbreviation text)");
    List<Map<String, String>> states = Csv.read(Checkout.root().resolve("sql/rules/states.csv"));
    World.copy(statement.getConnection(), "state_names", List.of("name", "abbreviation"), states);
    statement.execute(
        "CREATE TEMPORARY TABLE mph (\"From\" int8, \"To\" int8, \"AverageMilesPerHour\" real)");
    World.copy(
        statement.getConnection(),
        "mph",
        List.of("From", "To", "AverageMilesPerHour"),
        world.storeRows("mph"));
    statement.execute(
        """
        CREATE TEMPORARY TABLE speeds AS
        SELECT "From"::float8 AS from_miles,
               lead("From") OVER (ORDER BY "From")::float8 AS to_miles,
               "AverageMilesPerHour"::float8 AS miles_per_hour
          FROM mph""");
  }

  /** In chunks few are looked at; here all are. */
  private static void everybody(
      Statement statement, String list, String id, String table, String column)
      throws SQLException {
    statement.execute(
        "CREATE TEMPORARY TABLE %s AS SELECT DISTINCT \"%s\"::uuid AS %s FROM %s.%s"
            .formatted(list, column, id, ReplicaTables.SCHEMA, table));
  }

  private static Map<Contents.PairId, Map<String, String>> detect(
      Connection connection, World world) throws SQLException {
    Map<String, Object> values = new HashMap<>(PARAMETERS);
    String extra = world.storeRows("settings").get(0).get("ExtraDistancePer");
    values.put("extra_distance_per", Double.valueOf(extra));
    StepSql sql = sql("detection");
    for (String step :
        List.of(
            "active_providers",
            "caregivers",
            "delta_visits",
            "searched_keys",
            "gps_addresses",
            "visits_on_keys",
            "newest_on_keys",
            "base_visits",
            "crowded_keys",
            "detected_pairs")) {
      StepSql of = step.endsWith("_on_keys") ? sql("stored_detection") : sql;
      try (PreparedStatement statement = prepare(connection, of.find(step), values)) {
        statement.execute();
      }
    }
    return pairs(connection, sql.find("pairs"));
  }

  private static StepSql sql(String folder) {
    return StepSql.of(
        folder, StepSql.Dialect.POSTGRES, Map.of("replica_schema", ReplicaTables.SCHEMA));
  }

  private static PreparedStatement prepare(
      Connection connection, SqlText text, Map<String, Object> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.sql());
    int place = 1;
    for (Object value : text.bind(values)) {
      statement.setObject(place++, value);
    }
    return statement;
  }

  private static Map<Contents.PairId, Map<String, String>> pairs(
      Connection connection, SqlText text) throws SQLException {
    Map<Contents.PairId, Map<String, String>> found = new HashMap<>();
    Set<String> columns = Spec.storeTable("conflictvisitmaps").keySet();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(text.sql())) {
      while (result.next()) {
        Map<String, String> row = new HashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          String column = result.getMetaData().getColumnName(i);
          if (columns.contains(column)) {
            row.put(column, result.getString(i));
          }
        }
        found.put(
            Contents.PairId.of(result.getString("a_visit_id"), result.getString("b_visit_id")),
            row);
      }
    }
    return found;
  }
}
