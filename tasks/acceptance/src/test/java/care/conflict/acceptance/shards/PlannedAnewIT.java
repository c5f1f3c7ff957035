package care.conflict.acceptance.shards;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.shards.Sharded.VISITS;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Picture;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a plan of shards that is made anew, or not at all, leaves unwritten, and tells. */
class PlannedAnewIT {
  private static Database before;
  private static Picture.Loaded loaded;

  /** As one that writes by itself leaves it. */
  private static Picture written;

  @BeforeAll
  static void detectAsAWhole() {
    before = Sharded.world().database.copy();
    loaded = Picture.Loaded.of(before);
    Sharded whole = Sharded.begun(before.copy(), "whole", 1);
    succeeded(whole.whole(VISITS).run());
    written = Picture.of(whole.database, loaded);
  }

  @Test
  void aShardThatHasRowsOnlyByAPlanMadeAnewIsWrittenOrTheEndFails() {
    Sharded run = Sharded.begun(before.copy(), "was_empty", 3);
    succeeded(run.plan(VISITS).run());
    run.database.execute("DELETE FROM pipeline_shards WHERE shard = 2"); // as if it had no row
    succeeded(run.shard(VISITS, 1).run());
    run.fail(VISITS, 3);
    succeeded(run.finish(VISITS).run());

    succeeded(run.plan(VISITS).run());
    succeeded(run.shard(VISITS, 3).run());
    JsonNode unbegun = ended(2, run.finish(VISITS).run());
    assertThat(Operations.message(unbegun)).contains("nobody began with shard(s) 2 of " + VISITS);
    assertThat(unbegun.at("/error/advice").asText()).contains("task02_00_write_shard");
    assertThat(unbegun.at("/details/shards_not_done").toString()).isEqualTo("[2]");
    assertThat(run.kept()).isZero();

    succeeded(run.plan(VISITS).run());
    succeeded(run.shard(VISITS, 2).run());
    succeeded(run.finish(VISITS).run());
    assertThat(Picture.of(run.database, loaded).differences(written)).isEmpty();
  }

  @Test
  void aWholeDetectionAnewWritesAndTellsWhatItFindsThen() {
    Sharded run = Sharded.begun(before.copy(), "anew", 2);
    JsonNode first = run.detect(VISITS, new Random(3));
    long inserted = first.at("/counts/inserted").asLong();
    assertThat(inserted).isPositive();
    assertThat(run.detect(VISITS, new Random(4)).at("/counts/inserted").asLong()).isZero();
    run.database.execute("DELETE FROM conflictvisitmaps");
    JsonNode again = run.detect(VISITS, new Random(5));
    assertThat(again.at("/counts/inserted").asLong()).isGreaterThanOrEqualTo(inserted);
    assertThat(run.database.ask("SELECT count(*) FROM conflictvisitmaps"))
        .isEqualTo(Long.toString(again.at("/counts/inserted").asLong()));
  }

  @Test
  void whatAnEarlierPlansShardsInsertedIsInTheScopeOnce() {
    Sharded run = Sharded.begun(before.copy(), "scope", 2);
    succeeded(run.plan(VISITS).run());
    long inserted = succeeded(run.shard(VISITS, 1).run()).at("/counts/inserted").asLong();
    assertThat(inserted).isGreaterThan(20);
    run.fail(VISITS, 2);
    succeeded(run.finish(VISITS).run());
    succeeded(run.plan(VISITS).run());
    long more = succeeded(run.shard(VISITS, 2).run()).at("/counts/inserted").asLong();
    // Too many are stale, of a scope that was counted when the first shard was written.
    run.database.execute(
        """
        INSERT INTO conflictvisitmaps OVERRIDING SYSTEM VALUE
        SELECT r.* FROM (SELECT * FROM conflictvisitmaps WHERE "CONFLICTID" IS NOT NULL ORDER BY "ID" LIMIT 1) m
        CROSS JOIN generate_series(1, 1500) n
        CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS conflictvisitmaps), to_jsonb(m) || jsonb_build_object(
            'ID', nextval(pg_get_serial_sequence('conflictvisitmaps', 'ID')),
            'ConVisitID', CAST(md5('x' || n) AS uuid))) r;
        INSERT INTO pipeline_shard_stale (run_id, detection, id, shard)
        SELECT p.run_id, p.detection, c."ID", 1
        FROM conflictvisitmaps c CROSS JOIN pipeline_shard_plans p
        WHERE c."ConVisitID" IN (SELECT CAST(md5('x' || n) AS uuid) FROM generate_series(1, 1500) n);
        UPDATE pipeline_shard_plans SET scope = 2000""");
    assertThat(Operations.message(ended(4, run.finish(VISITS, "--max-resolve-percent=1").run())))
        .contains(" of %,d rows in scope".formatted(2000 + more));
  }

  @Test
  void whatWasFoundBeforeAnotherRunHadTheLockIsNotGoneBy() {
    Sharded run = Sharded.begun(before.copy(), "overtaken", 2);
    succeeded(run.plan(VISITS).run());
    succeeded(run.shard(VISITS, 1).run());
    Sharded again = run.next("between").next("overtaken");
    String before = run.database.fingerprint();
    for (Command late : List.of(again.shard(VISITS, 2), again.finish(VISITS))) {
      JsonNode refused = ended(2, late.run());
      assertThat(Operations.message(refused)).contains("another run has had the lock since");
      assertThat(refused.at("/error/advice").asText()).contains("task02_00_plan_shards");
    }
    assertThat(run.database.fingerprint()).isEqualTo(before);
    assertThat(run.kept()).isZero();
    succeeded(again.plan(VISITS).run());
    succeeded(again.shard(VISITS, 2).run());
    succeeded(again.finish(VISITS).run());
    Sharded same = again.next("overtaken");
    assertThat(succeeded(same.finish(VISITS).run()).at("/counts/pairs_read").asInt()).isPositive();
  }

  @Test
  void aPlanWithoutItsFileIsNoneAndLeavesNothingInTheWarehouse() throws IOException {
    Sharded run = Sharded.begun(before.copy(), "no_file", 2);
    Path inTheWay = Files.createDirectories(run.file(VISITS).resolve("in the way"));
    ended(1, run.plan(VISITS).run());
    assertThat(run.kept()).isZero();
    assertThat(Operations.message(ended(2, run.shard(VISITS, 1).run()))).contains("is gone");
    Files.delete(inTheWay);
    Files.delete(run.file(VISITS));
    run.detect(VISITS, new Random(6));
  }

  @Test
  void whatAnEarlierTryKeptAndCannotBeTakenAwayIsLeftToTheEnd() {
    Sharded run = Sharded.begun(before.copy(), "stuck", 2);
    succeeded(run.plan(VISITS).run());
    String stuck =
        "ANALYTICS.BI." + run.database.ask("SELECT kept || '_pairs' FROM pipeline_shard_tables");
    Sharded.world().ground.sql("DROP TABLE " + stuck);
    Sharded.world().ground.sql("CREATE VIEW " + stuck + " AS SELECT 1 AS one"); // no DROP TABLE
    JsonNode planned = succeeded(run.plan(VISITS).run());
    assertThat(Operations.warnings(planned)).contains("drop_earlier: ");
    assertThat(run.planFile(VISITS).get("shards")).isNotEmpty();
    Sharded.world().ground.sql("DROP VIEW " + stuck);
    for (int shard : run.ids(VISITS)) {
      succeeded(run.shard(VISITS, shard).run());
    }
    succeeded(run.finish(VISITS).run());
    assertThat(run.kept()).isZero();
  }
}
