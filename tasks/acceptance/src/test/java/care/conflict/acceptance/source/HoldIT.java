package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.SmallCase.assertCounted;
import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers whose feed is missing are on hold, and keys that are crowded are left out. */
class HoldIT {

  /** What three runs noted: provider 1 with so many visits, the other two with 300 each. */
  private static void earlier(SmallCase it, int visits) {
    it.database.execute(
        """
        INSERT INTO pipeline_sources (run_id, measured_at, let_through, visits)
        SELECT 'earlier ' || n, now() - n * interval '1 day', TRUE, %1$d + 600 FROM generate_series(1, 3) n;
        INSERT INTO pipeline_source_providers (run_id, provider_id, provider_name, visits)
        SELECT 'earlier ' || n, id::uuid, name, visits FROM generate_series(1, 3) n,
               (VALUES ('%2$s', 'North Home Care', %1$d), ('%3$s', 'South Home Care', 300), ('%4$s', 'Agency 3', 300)) p(id, name, visits)"""
            .formatted(visits, Pair.providerId(1), Pair.providerId(2), Pair.providerId(3)));
  }

  private static String onHold(SmallCase it) {
    return it.database.ask(
        """
        SELECT coalesce(string_agg(right(provider_id::text, 1), ',' ORDER BY provider_id), 'none')
          FROM pipeline_source_providers WHERE run_id = 'run' AND on_hold""");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 50, as before, none",
    "100, 49, as before, 1",
    "100, 0, as before, 1",
    "99, 0, as before, none",
    "100, 100, gone, 1",
    "100, 0, switched off, none",
    "100, 0, excluded, none"
  })
  @DisplayName("S4.5 a provider with less than half of its usual visits is on hold")
  void aProviderWithLessThanHalfOfItsUsualVisitsIsOnHold(
      int before, int visits, String provider, String held) {
    Pair pair = new Pair().providers(3);
    pair.rows(World.FACT).clear();
    pair.feed(1, visits).feed(2, 300).feed(3, 300);
    if (provider.equals("gone")) {
      pair.rows(Pair.PROVIDERS).remove(0);
    } else if (provider.equals("switched off")) {
      pair.provider(1).put("Is Active", "false");
    }
    SmallCase it = SmallCase.of(pair);
    earlier(it, before);
    if (provider.equals("excluded")) {
      it.database.execute(
          "INSERT INTO excluded_agency (\"ProviderID\") VALUES ('%s')"
              .formatted(Pair.providerId(1)));
    }
    it.preflight("run");
    assertThat(onHold(it)).isEqualTo(held);
  }

  @Test
  @DisplayName("S4.5 what is of a provider on hold is not resolved, new pairs of it are inserted")
  void whatIsOfAProviderOnHoldIsNotResolved() throws IOException {
    Pair pair = new Pair().providers(3).feed(1, 48).feed(2, 299).feed(3, 300);
    pair.training();
    SmallCase it = SmallCase.of(pair);
    earlier(it, 100);
    store(it.database, 1, 2, null);
    store(it.database, 2, 1, null);
    store(it.database, 2, 3, null);
    store(it.database, 1, 2, "2026-03-10 14:00");
    store(it.database, 2, 3, "2026-03-10 14:00");
    it.preflight("run");
    assertThat(onHold(it)).isEqualTo("1");
    assertThat(counted(succeeded(it.task(SmallCase.DETECTION, "run").run()), "inserted"))
        .isEqualTo(2);
    succeeded(it.task(SmallCase.INSERVICE, "run").run());
    assertThat(it.statuses()).startsWith("UURUR");
    assertThat(it.row(1, 2)).containsEntry("StatusFlag", "U");
    it.postflight("run");
    assertThat(Files.readString(it.location("run").resolve("report.html")))
        .contains("North Home Care")
        .containsPattern("\\b100\\b")
        .containsPattern("\\b49\\b");
  }

  /** A row on the pair's key whose visits are gone; with a time, of a training. */
  private static void store(Database database, int provider, int other, String training) {
    database.execute(
        """
        INSERT INTO conflictvisitmaps ("VisitID", "ConVisitID", "VisitDate", "SSN", "StatusFlag", "ProviderID", "ConProviderID", "InserviceStartDate")
        VALUES (gen_random_uuid(), gen_random_uuid(), '2026-03-10', '900010001', 'U', '%s', '%s', %s)"""
            .formatted(
                Pair.providerId(provider),
                Pair.providerId(other),
                training == null ? "NULL" : "'" + training + "'"));
  }

  /** Visits of five minutes, one after the other, the last of them a minute too early. */
  private static Pair crowded(int visits) {
    Pair pair = new Pair();
    for (int number = 3; number <= visits; number++) {
      int from = 12 * 60 + 5 * (number - 3) - (number == visits ? 1 : 0);
      String start = "%02d:%02d".formatted(from / 60, from % 60);
      String end = "%02d:%02d".formatted((from + 5) / 60, (from + 5) % 60);
      pair.rows(World.FACT)
          .add(Pair.like(pair.visit(1 + number % 2), "Visit Id", Pair.visitId(number)));
      pair.times(number, start, end);
    }
    pair.training();
    // What is older than the oldest visit of the source would be left alone.
    return pair.feed(1, 1);
  }

  private static SmallCase crowdedCase(int visits) {
    SmallCase it = SmallCase.of(crowded(visits));
    store(it.database, 1, 2, null);
    store(it.database, 1, 2, "2026-03-10 23:00");
    store(it.database, 1, 2, null);
    it.database.execute(
        """
        UPDATE conflictvisitmaps SET "VisitDate" = '2026-03-05', "VisitID" = '%s'
         WHERE "ID" = (SELECT max("ID") FROM conflictvisitmaps)"""
            .formatted(Pair.visitId(1)));
    return it;
  }

  @Test
  @DisplayName("S4.6 100 visits on one key are all looked at")
  void aHundredVisitsOnOneKeyAreAllLookedAt() {
    SmallCase it = crowdedCase(100);
    JsonNode result = it.detect();
    assertThat(counted(result, "inserted")).isEqualTo(4);
    assertThat(counted(result, "resolved")).isEqualTo(2);
    assertThat(counted(it.run(SmallCase.INSERVICE), "inserted")).isPositive();
    assertThat(it.statuses()).startsWith("RRR");
  }

  @Test
  @DisplayName("S4.6 101 visits on one key are left out, and what is stored of them is untouched")
  void moreVisitsOnOneKeyAreLeftOut() {
    SmallCase it = crowdedCase(101);
    JsonNode result = it.detect();
    assertThat(counted(result, "inserted")).isZero();
    assertCounted(result, "max_visits_per_key", 1);
    JsonNode inservice = it.run(SmallCase.INSERVICE);
    assertThat(counted(inservice, "inserted")).isZero();
    assertCounted(inservice, "max_visits_per_key", 1);
    assertThat(it.statuses()).isEqualTo("UUU");
  }

  @Test
  @DisplayName("S4.6 the same in chunks")
  void moreVisitsOnOneKeyAreLeftOutInChunksToo() {
    for (int visits : new int[] {100, 101}) {
      SmallCase it = crowdedCase(visits);
      it.database.execute(
          """
          INSERT INTO conflicts ("CONFLICTID") SELECT "ID" FROM conflictvisitmaps;
          UPDATE conflictvisitmaps SET "CONFLICTID" = "ID\"""");
      it.replicate(SmallCase.TEXT_IDS);
      assertThat(counted(it.run("task_02"), "marked")).isEqualTo(visits == 100 ? 2 : 0);
    }
  }
}
