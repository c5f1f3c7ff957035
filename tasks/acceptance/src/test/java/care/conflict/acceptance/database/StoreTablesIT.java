package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What is said of tables that are there but are not as a run needs them, and what mends it. */
class StoreTablesIT {
  private final Operations pipeline = Operations.create();
  private final Database database = pipeline.database;

  @Test
  void everyIndexThatDoesNotServeIsNamedWithTheStatementThatMendsIt() {
    database.execute(
        """
        ALTER TABLE conflicts DROP CONSTRAINT conflicts_pkey;
        DROP INDEX IF EXISTS pipeline_conflicts_id, pipeline_map_conflict, pipeline_map_inservice,
            pipeline_map_ssn_date, pipeline_map_con_visit;
        CREATE INDEX part_1 ON conflictvisitmaps ("VisitDate", "SSN") WHERE "StatusFlag" = 'N';
        CREATE INDEX part_2 ON conflictvisitmaps ("ConVisitID") WHERE "StatusFlag" = 'N';
        CREATE INDEX included ON conflictvisitmaps ("SSN") INCLUDE ("VisitDate");
        CREATE INDEX computed ON conflictvisitmaps (COALESCE("CONFLICTID", 0), "CONFLICTID");
        CREATE INDEX broken ON conflictvisitmaps ("CONFLICTID");
        UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'broken'::regclass;
        CREATE INDEX costly ON conflictvisitmaps ("StatusFlag");
        ALTER TABLE conflictvisitmaps SET (fillfactor = 100)""");
    String found = found().replace("\\\"", "\"");
    assertThat(found)
        .contains("conflicts lacks a unique index on (CONFLICTID)")
        .contains(
            "CREATE UNIQUE INDEX CONCURRENTLY pipeline_conflicts_id ON conflict_dev.\"conflicts\"")
        .contains("conflictvisitmaps lacks an index on (SSN, VisitDate)")
        .contains("conflictvisitmaps lacks an index on (ConVisitID)")
        .contains("conflictvisitmaps lacks an index on (CONFLICTID)")
        .contains("CREATE INDEX CONCURRENTLY pipeline_map_inservice", "migrate --tune-tables")
        .contains("ALTER TABLE conflict_dev.conflictvisitmaps SET (fillfactor = 70)")
        .contains("DROP INDEX CONCURRENTLY conflict_dev.costly");
    assertThat(warnings(succeeded(pipeline.preflight("run").run())).replace("\\\"", "\""))
        .contains(
            "lacks an index on (SSN, VisitDate)", "has fill factor 100", "conflict_dev.costly");

    succeeded(
        new Command("migrate", pipeline.location("tune"))
            .env(database.environment())
            .with("--tune-tables")
            .run());
    assertThat(found()).doesNotContain("lacks", "fill factor").contains("conflict_dev.costly");
  }

  @Test
  void aUniqueIndexOverMoreThanThePairKeepsNoPairFromBeingStoredTwice() {
    database.execute(
        """
        ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS "conflictvisitmaps_VisitID_ConVisitID_key";
        DROP INDEX IF EXISTS pipeline_map_visit_pair;
        CREATE UNIQUE INDEX computed ON conflictvisitmaps ("VisitID", "ConVisitID", (lower("SSN")))""");
    assertThat(message(connections(2))).contains("no unique index on (VisitID, ConVisitID)");
  }

  @Test
  void idsFromASequenceThatTheirColumnDoesNotOwnAreNamedWithTheStatementThatMendsIt() {
    database.execute(
        """
        ALTER TABLE conflicts ALTER "CONFLICTID" DROP IDENTITY;
        ALTER TABLE conflictvisitmaps ALTER "ID" DROP IDENTITY;
        CREATE SEQUENCE of_conflicts START 3;
        CREATE SEQUENCE of_pairs;
        ALTER TABLE conflicts ALTER "CONFLICTID" SET DEFAULT nextval('of_conflicts');
        ALTER TABLE conflictvisitmaps ALTER "ID" SET DEFAULT nextval('of_pairs')""");
    String mend =
        "ALTER SEQUENCE conflict_dev.of_conflicts OWNED BY conflict_dev.conflicts.\"CONFLICTID\"";
    assertThat(message(ended(2, pipeline.preflight("run").run()))).contains(mend);
    pipeline.isFree();
    assertThat(message(connections(2))).contains(mend);

    database.execute(mend);
    succeeded(pipeline.preflight("run").run());
    String above =
        "SELECT (SELECT last_value FROM of_conflicts) >= (SELECT max(\"CONFLICTID\") FROM conflicts)"
            + " AND (SELECT last_value FROM of_pairs) >= (SELECT max(\"ID\") FROM conflictvisitmaps)";
    assertThat(database.ask(above)).isEqualTo("t");
    JsonNode result = succeeded(pipeline.detection("run").run());
    assertThat(result.at("/counts/inserted").asInt()).isPositive();
    assertThat(database.ask(above)).isEqualTo("t");
  }

  @Test
  void idsWithoutAnySequenceAreNamedToo() {
    database.execute("ALTER TABLE conflicts ALTER \"CONFLICTID\" DROP IDENTITY");
    assertThat(message(connections(2)))
        .contains("ALTER TABLE conflict_dev.conflicts ALTER \"CONFLICTID\" ADD GENERATED");
  }

  @Test
  void idsThatAreGeneratedAlwaysAreAssignedAsOthers() {
    database.execute(
        """
        ALTER TABLE conflicts ALTER "CONFLICTID" SET GENERATED ALWAYS;
        ALTER TABLE conflictvisitmaps ALTER "ID" SET GENERATED ALWAYS;
        ALTER TABLE conflictlog_staging ALTER "ID" SET GENERATED ALWAYS;
        ALTER TABLE payer_provider_reminders ALTER "ID" SET GENERATED ALWAYS""");
    succeeded(pipeline.preflight("run").run());
    succeeded(pipeline.task(WritingTask.STAGING, "run").run());
    JsonNode result = succeeded(pipeline.detection("run").run());
    assertThat(result.at("/counts/inserted").asInt()).isPositive();
  }

  /** What test_connections warns of. */
  private String found() {
    return connections(0).at("/details/postgresql/warnings").toString();
  }

  private JsonNode connections(int exitCode) {
    return ended(
        exitCode,
        new Command("test_connections", pipeline.location("check"))
            .env(database.environment())
            .with("--only=postgres")
            .run());
  }
}
