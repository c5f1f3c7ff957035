package care.conflict.acceptance.people;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.scenes.BigWorld;
import care.conflict.acceptance.stage.Explained;
import care.conflict.acceptance.stage.Json;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * The statements of a slice: what it costs does not grow with the number of slices, it reads its
 * own rows alone; and who holds what is left is named.
 */
class SlicesIT {

  private static final int PEOPLE = 4000;
  private static final long MOST = 20L * BigWorld.SLICE;

  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("slice_rows", BigWorld.SLICE),
          Map.entry("most", BigWorld.SLICE),
          Map.entry("in_service", false),
          Map.entry("writers", 1),
          Map.entry("writer", 0),
          Map.entry("enable_insert", true),
          Map.entry("gives_conflicts", true),
          Map.entry("skip_unchanged_records", true),
          Map.entry("last", 0L),
          Map.entry("window_from", "2025-01-01"),
          Map.entry("window_to", "2027-01-01"));

  private final BigWorld world = new BigWorld(PEOPLE);
  private Connection connection;
  private int slice = 7;

  @BeforeEach
  void connect() throws SQLException {
    connection = world.database.connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  @DisplayName("A9 a slice of pairs reads no more than its own rows, however many others there are")
  void aSliceOfPairsReadsItsOwnRows() throws SQLException {
    StepSql pairs = sql("conflict_row", Map.of());
    run(pairs, "create_visits_in", "create_pairs_in");
    run(
        """
        INSERT INTO visits_in ("VisitID", "ProviderID", "ProviderName", "SSN", "VisitDate")
        SELECT "VisitID", gen_random_uuid(), 'new', "SSN", "VisitDate" FROM conflictvisitmaps""");
    run(
        """
        INSERT INTO pairs_in (a_visit_id, b_visit_id, writes, "SameSchTimeFlag")
        SELECT "VisitID", "ConVisitID", TRUE, 'Y' FROM conflictvisitmaps WHERE "CONFLICTID" % 2 = 0""");
    run("DELETE FROM conflictvisitmaps WHERE \"CONFLICTID\" % 10 = 1");
    run("UPDATE conflictvisitmaps SET \"CONFLICTID\" = NULL WHERE \"CONFLICTID\" % 10 = 3");
    run(pairs, "look_up_once", "direct", "index_visits");
    run(StepSql.analyze("directed", "visits_in").sql());
    run(pairs, "classify", "slice");
    run(pairs, "create_assigned");
    StepSql slices = prepared("sliced", "conflictvisitmaps", "ID", "id");
    connection.setAutoCommit(false);
    for (int of : List.of(7, 10)) { // of new rows, and of rows that are there
      slice = of;
      assertThat(answer(slices, "count_left")).isEqualTo(of == 7 ? "0" : "" + BigWorld.SLICE);
      run(slices, "begin");
      assertReadsItsOwn(slices, "lock_rows");
      for (String statement : List.of("assign_conflicts", "update", "repair", "insert")) {
        assertReadsItsOwn(pairs, statement);
      }
      assertReadsItsOwn(slices, "forget_locked");
      assertReadsItsOwn(slices, "forget_done");
      connection.rollback();
    }
  }

  @ParameterizedTest(name = "statistics of the time before: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("A9 so does a slice of each step of status management, whatever statistics say")
  void aSliceOfAStepReadsItsOwnRows(boolean stale) throws SQLException {
    StepSql steps = sql("task03_status_management", Map.of());
    run(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = (ARRAY['N', 'U', 'R', 'W'])[1 + "ID" % 4], "UpdateFlag" = 1,
          "ConIsMissed" = "ID" % 3 = 0, "IsMissed" = "ID" % 5 = 0, "ConNoResponseFlag" = CASE WHEN "ID" % 2 = 0 THEN 'Yes' END,
          "SchStartTime" = "VisitDate", "AppVisitID" = 1, "ConAppVisitID" = 2, "ReverseUUID" = NULL""");
    run(
        """
        UPDATE conflicts SET "StatusFlag" = (ARRAY['N', 'U', 'R', 'W', 'D'])[1 + "CONFLICTID" % 5],
          "NoResponseFlag" = CASE WHEN "CONFLICTID" % 7 = 0 THEN 'Yes' END""");
    if (!stale) {
      run("ANALYZE conflicts, conflictvisitmaps");
    }
    run(steps, "steps/read_window", "create_deleted_visits");
    run(StepSql.analyze("window_rows").sql());
    run(
        "INSERT INTO deleted_visits SELECT \"VisitID\" FROM conflictvisitmaps WHERE \"ID\" % 3 = 1");
    for (String step : withThoseThatDoSeveral(NaiveStatus.steps())) {
      if (step.equals(NaiveStatus.FETCH)) {
        continue;
      }
      if (step.equals(NaiveStatus.GROUPS)) {
        run(steps, "groups/read_all_rows");
        run(steps, "groups/read_visits", "groups/find_doubtful", "groups/read_rows");
        run(steps, "groups/name_visits", "groups/place_rows");
        run(steps, "groups/claim_groups", "groups/choose_groups", "groups/find_changed");
      }
      run(steps, "drop_candidates", "candidates/" + step);
      boolean conflicts = step.endsWith("_cf") || step.startsWith("aggregation");
      StepSql slices =
          conflicts
              ? prepared("candidates", "conflicts", "CONFLICTID", "conflict_id")
              : prepared("candidates", "conflictvisitmaps", "ID", "id");
      connection.setAutoCommit(false);
      run(slices, "begin");
      assertReadsItsOwn(slices, "lock_rows");
      assertReadsItsOwn(steps, "steps/" + step);
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static List<String> withThoseThatDoSeveral(List<String> steps) {
    return Stream.concat(steps.stream(), Stream.of("computed_columns")).toList();
  }

  @Test
  @DisplayName("A2 who holds the rows that are left is named, by number and application")
  void whoHoldsWhatIsLeftIsNamed() throws SQLException {
    run(
        "CREATE TEMPORARY TABLE stale AS SELECT \"ID\" AS id, 7 AS slice FROM conflictvisitmaps ORDER BY \"ID\" LIMIT 10");
    StepSql slices = prepared("stale", "conflictvisitmaps", "ID", "id");
    try (Connection other = world.database.connect();
        Statement click = other.createStatement()) {
      other.setAutoCommit(false);
      click.execute("SET application_name = 'web'");
      click.execute(
          "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = (SELECT min(\"ID\") FROM conflictvisitmaps)");
      connection.setAutoCommit(false);
      run(slices, "begin", "lock_rows");
      assertThat(answer(slices, "count_held")).isEqualTo("1");
      run(slices, "forget_done");
      assertThat(answer(slices, "count_left")).isEqualTo("1");
      connection.commit();
      String pid = Integer.toString(other.unwrap(PGConnection.class).getBackendPID());
      assertThat(answer(slices, "holders")).isEqualTo(pid);
      other.commit();
    }
    connection.rollback();
    run(slices, "lock_rows", "forget_done");
    assertThat(answer(slices, "count_left")).isEqualTo("0");
  }

  private String answer(StepSql sql, String name) throws SQLException {
    SqlText text = sql.find(name);
    try (PreparedStatement statement = connection.prepareStatement(text.sql())) {
      bind(statement, text);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).as(name).isTrue();
        return rows.getString(1);
      }
    }
  }

  private StepSql prepared(String list, String table, String id, String key) throws SQLException {
    StepSql slices = sql("slices", Map.of("work_list", list, "table", table, "id", id, "key", key));
    run(slices, "index_list", "analyze_list", "create_locked");
    return slices;
  }

  private static StepSql sql(String folder, Map<String, String> more) {
    Map<String, String> identifiers = new HashMap<>(more);
    identifiers.put("schema", "conflict_dev");
    return StepSql.of(folder, StepSql.Dialect.POSTGRES, identifiers);
  }

  private void run(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private void run(StepSql sql, String... names) throws SQLException {
    for (String name : names) {
      SqlText text = sql.find(name);
      try (PreparedStatement statement = connection.prepareStatement(text.sql())) {
        bind(statement, text);
        statement.execute();
      }
    }
  }

  private void bind(PreparedStatement statement, SqlText text) throws SQLException {
    Map<String, Object> ofSlice = new HashMap<>(VALUES);
    ofSlice.put("slice", slice);
    List<Object> values = text.bind(ofSlice);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }

  private void assertReadsItsOwn(StepSql sql, String name) throws SQLException {
    SqlText text = sql.find(name);
    try (PreparedStatement statement =
        connection.prepareStatement("EXPLAIN (ANALYZE, FORMAT JSON) " + text.sql())) {
      bind(statement, text);
      try (ResultSet plan = statement.executeQuery()) {
        plan.next();
        String told = plan.getString(1);
        JsonNode root = Json.read(told).get(0).get("Plan");
        assertThat(Explained.mostRows(root))
            .as("rows that a node of %s reads: %s", name, told)
            .isLessThan(MOST);
      }
    }
  }
}
