package care.conflict.acceptance.source;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.SmallCase;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S4.7: a cleanup that would resolve implausibly much resolves nothing. */
class CleanupLimitIT {

  private static final int PEOPLE = 200;

  /** A cleanup by absence: the task, and what it calls the rows that it gives up. */
  enum Cleanup {
    STALE(SmallCase.DETECTION, "resolved", "\"StatusFlag\" = 'R'"),
    INSERVICE(SmallCase.INSERVICE, "resolved", "\"StatusFlag\" = 'R'"),
    CHUNKS("task_02", "marked", "\"UpdateFlag\" = 1");

    private final String task;
    private final String count;
    private final String given;

    Cleanup(String task, String count, String given) {
      this.task = task;
      this.count = count;
      this.given = given;
    }
  }

  private static final Map<Cleanup, SmallCase> STORED = new EnumMap<>(Cleanup.class);

  /** 4,000 rows, all of them found again. */
  private static SmallCase stored(Cleanup cleanup) {
    return STORED.computeIfAbsent(
        cleanup,
        c -> {
          SmallCase it = SmallCase.of(c == Cleanup.INSERVICE ? trainings(PEOPLE) : visits(PEOPLE));
          it.run(c == Cleanup.INSERVICE ? c.task : SmallCase.DETECTION);
          assertThat(it.count()).isEqualTo(4_000);
          return it;
        });
  }

  /** People with five visits each at five providers at one time: 20 rows a person. */
  private static Pair visits(int people) {
    Pair pair = Pair.of(people).providers(5);
    for (int person = 1; person <= people; person++) {
      for (int provider = 3; provider <= 5; provider++) {
        visit(pair, person, provider, "09:%02d".formatted(provider), provider);
      }
    }
    return pair;
  }

  /** People with a training and ten visits during it: 20 rows a person. */
  private static Pair trainings(int people) {
    Pair pair = Pair.of(people);
    pair.rows(World.FACT).removeIf(visit -> visit.get("Provider Id").equals(Pair.providerId(2)));
    for (int person = 1; person <= people; person++) {
      for (int hour = 11; hour <= 19; hour++) {
        visit(pair, person, 1, hour + ":00", hour);
      }
      pair.add(
          World.EVENTS,
          "Application Caregiver Inservice Id",
          Integer.toString(500 + person),
          "Caregiver Id",
          Pair.caregiverId(2 * person),
          "Provider Id",
          Pair.providerId(2),
          "Inservice start date",
          "2026-03-10 08:00:00+00",
          "Inservice end date",
          "2026-03-10 21:00:00+00");
    }
    return pair;
  }

  private static void visit(Pair pair, int person, int provider, String from, int number) {
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(1),
                "Visit Id",
                Pair.visitId(1_000 * number + person),
                "Caregiver Id",
                Pair.caregiverId(2 * person - 1),
                "Provider Id",
                Pair.providerId(provider)));
    pair.times(pair.rows(World.FACT).size(), from, from.substring(0, 3) + "50");
  }

  /** A store with so many of the rows that are found again, and so many that are not. */
  private static SmallCase with(Cleanup cleanup, int found, int lost) {
    return with(cleanup, stored(cleanup).pair, found, lost);
  }

  private static SmallCase with(Cleanup cleanup, Pair pair, int found, int lost) {
    SmallCase it = stored(cleanup).with(pair);
    it.database.execute(
        """
        CREATE TEMP TABLE lost AS SELECT * FROM conflictvisitmaps ORDER BY "ID" LIMIT %d;
        DELETE FROM conflictvisitmaps WHERE "ID" IN (SELECT "ID" FROM conflictvisitmaps ORDER BY "ID" OFFSET %d);
        UPDATE lost SET "ID" = "ID" + 100000, "VisitID" = gen_random_uuid(), "ConVisitID" = gen_random_uuid(),
               "ProviderID" = '%s', "ProviderName" = 'North Home Care', "ConProviderID" = '%s';
        INSERT INTO conflictvisitmaps SELECT * FROM lost"""
            .formatted(lost, found, Pair.providerId(1), Pair.providerId(2)));
    if (cleanup == Cleanup.CHUNKS) {
      it.replicate(SmallCase.TEXT_IDS);
    }
    return it;
  }

  private static JsonNode succeeds(Cleanup cleanup, SmallCase it, String... options) {
    return succeeded(it.task(cleanup.task, "run", options).run());
  }

  private static String[] withoutInsert(Cleanup cleanup) {
    return cleanup == Cleanup.CHUNKS ? new String[0] : new String[] {"--enable-insert=false"};
  }

  private static int given(Cleanup cleanup, SmallCase it) {
    return Integer.parseInt(
        it.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE " + cleanup.given));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S4.7 1,000 of 5,000 are resolved")
  void aFifthIsResolved(Cleanup cleanup) {
    SmallCase it = with(cleanup, 4_000, 1_000);
    assertThat(counted(succeeds(cleanup, it), cleanup.count)).isEqualTo(1_000);
    assertThat(given(cleanup, it)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S4.7 1,001 of 5,000 end with 4: nothing is resolved, the rest is kept")
  void moreThanAFifthIsNot(Cleanup cleanup) {
    Pair more = cleanup == Cleanup.INSERVICE ? trainings(PEOPLE) : visits(PEOPLE + 1);
    if (cleanup == Cleanup.STALE) {
      // One more person, with two visits only.
      more.rows(World.FACT).removeIf(visit -> isOfTheLast(visit, 3));
    } else if (cleanup == Cleanup.INSERVICE) {
      visit(more, 1, 1, "20:00", 20);
    }
    SmallCase it = with(cleanup, more, 4_000, 1_001);
    it.database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'W' WHERE "ID" = (SELECT min("ID") FROM conflictvisitmaps);
        UPDATE conflictvisitmaps SET "EVVType" = 'Earlier' WHERE "ID" = (SELECT min("ID") + 1 FROM conflictvisitmaps)""");
    JsonNode result = ended(4, it.task(cleanup.task, "run").run());
    assertThat(given(cleanup, it)).isZero();
    assertThat(counted(result, cleanup.count)).isLessThanOrEqualTo(0);
    assertThat(counted(result, "updated")).isEqualTo(1);
    int inserted = cleanup == Cleanup.CHUNKS ? 0 : 2;
    assertThat(it.count()).isEqualTo(5_001 + inserted);
    assertThat(
            it.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"EVVType\" = 'Earlier'"))
        .isEqualTo("0");
    assertThat(result.get("error").toString())
        .contains("max_resolve_percent")
        .containsPattern("1,?001")
        .containsPattern("North Home Care|" + Pair.providerId(1));
    assertThat(message(result)).isNotEmpty();
  }

  private static boolean isOfTheLast(Map<String, String> visit, int provider) {
    return visit.get("Caregiver Id").equals(Pair.caregiverId(2 * PEOPLE + 1))
        && visit.get("Provider Id").compareTo(Pair.providerId(provider)) >= 0;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S4.7 not more than 1,000 are resolved whatever share they are")
  void notMoreThanAThousandAreResolvedWhateverShareTheyAre(Cleanup cleanup) {
    SmallCase it = with(cleanup, 0, 1_000);
    assertThat(counted(succeeds(cleanup, it, withoutInsert(cleanup)), cleanup.count))
        .isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S4.7 rows that are whitelisted count on neither side")
  void rowsThatAreWhitelistedCountOnNeitherSide(Cleanup cleanup) {
    SmallCase it = with(cleanup, 499, 1_001);
    it.database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'W' WHERE "ID" IN
        (SELECT "ID" FROM conflictvisitmaps WHERE "ID" > 100000 ORDER BY "ID" LIMIT 300)""");
    assertThat(counted(succeeds(cleanup, it, withoutInsert(cleanup)), cleanup.count))
        .isEqualTo(701);
    assertThat(it.database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"StatusFlag\" = 'W'"))
        .isEqualTo("300");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S4.7 with the limit at 100 all are resolved")
  void withTheLimitAtAHundredAllAreResolved(Cleanup cleanup) {
    SmallCase it = with(cleanup, 1_000, 3_000);
    assertThat(
            counted(
                succeeded(
                    it.task(cleanup.task, "run", withoutInsert(cleanup))
                        .env(Map.of("MAX_RESOLVE_PERCENT", "100"))
                        .run()),
                cleanup.count))
        .isEqualTo(3_000);
  }
}
