package care.conflict.acceptance.selftest;

import static care.conflict.acceptance.data.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the naive detection makes of stored rows, by hand-written cases. */
class NaiveCleanupTest {

  private final NaivePair pair = new NaivePair();

  @Test
  void aMissedVisitMakesNoNewPairButStoredOnesAreRenewed() {
    pair.store("2026-03-10");
    pair.visit2.put("Is Missed", "true");
    assertThat(pair.run().counts()).containsEntry("updated", 2).containsEntry("skipped", 0);
    pair.world.storeRows("conflictvisitmaps").clear();
    Expected expected = pair.run();
    assertThat(expected.counts()).containsEntry("inserted", 0).containsEntry("skipped", 2);
    assertThat(expected.contents().conflicts()).isEmpty();
  }

  @Test
  void contactsOfStoredRowsBelongToPeople() {
    pair.store("2026-03-10");
    pair.world.warehouseRows("DIMPROVIDER").forEach(p -> p.put("Phone Number 1", "555-0101"));
    Map<String, String> contacts = Map.of("AgencyContact", "Reed", "AgencyPhone", "555-0199");
    pair.world.storeRows("conflictvisitmaps").get(0).putAll(contacts);
    assertThat(pair.run().counts()).containsEntry("unchanged", 2);
    pair.visit2.put("Visit End Time", "2026-03-10 10:45:00+00");
    Expected expected = pair.run();
    assertThat(expected.counts()).containsEntry("updated", 2);
    assertThat(expected.contents().maps().values())
        .anySatisfy(row -> assertThat(row).containsAllEntriesOf(contacts))
        .noneSatisfy(row -> assertThat(row).containsEntry("AgencyPhone", "555-0101"));
    pair.world.storeRows("conflictvisitmaps").clear();
    assertThat(pair.run().contents().maps().get(NaivePair.BOTH))
        .containsEntry("ConAgencyPhone", "555-0101");
  }

  @ParameterizedTest(name = "v2 {0}, asymmetric {1}")
  @CsvSource({"2026-03-01, false, 0, 0", "2026-03-01, true, 2, 0", "2026-03-11, false, 2, 0"})
  void aPairThatMovedIsNotStale(String updated2, boolean asymmetric, int updated, int resolved) {
    pair.store("2026-03-09");
    pair.visit2.put("Visit Updated Timestamp", updated2 + " 00:00:00+00");
    Parameters parameters = asymmetric ? Parameters.DEFAULT : Parameters.DEFAULT.symmetric();
    assertThat(NaiveDetection.run(pair.world, parameters).counts())
        .containsEntry("updated", updated)
        .containsEntry("resolved", resolved);
    pair.visit2.put("Visit Start Time", "2026-03-10 12:00:00+00");
    pair.visit2.put("Visit End Time", "2026-03-10 13:00:00+00");
    assertThat(NaiveDetection.run(pair.world, parameters).counts()).containsEntry("resolved", 2);
  }

  @Test
  void aPairThatMovedLongAgoIsNotStaleOnAKeyThatAnotherVisitChanges() {
    pair.store("2026-03-09");
    for (Map<String, String> visit : List.of(pair.visit1, pair.visit2)) {
      visit.put("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
    }
    pair.visit(3, "900-01-0001", "09:00", "10:00").put("Visit Date", "2026-03-09 00:00:00+00");
    assertThat(pair.run().counts()).containsEntry("pairs_read", 0).containsEntry("resolved", 0);
  }

  @Test
  void beyondTheHorizonNothingIsResolved() {
    pair.store("2024-07-01");
    pair.visit2.put("Visit Date", "2026-03-08 00:00:00-05");
    assertThat(pair.run().counts()).containsEntry("resolved", 0);
    assertThat(NaiveStoredDetection.run(pair.world, Parameters.DEFAULT).counts())
        .containsEntry("marked", 0);
    pair.world.storeRows("conflictvisitmaps").forEach(row -> row.put("VisitDate", "2024-10-01"));
    assertThat(pair.run().counts()).containsEntry("resolved", 2);
    assertThat(NaiveStoredDetection.run(pair.world, Parameters.DEFAULT).counts())
        .containsEntry("marked", 2);
  }

  @Test
  void aCrowdedKeyIsLeftAlone() {
    pair.store("2026-03-10");
    pair.visit(3, "900010001", "20:00", "21:00");
    pair.visit(4, "900010001", "20:30", "21:30");
    pair.world.warehouseRows("DIMPROVIDER").get(4).put("Is Demo", "true");
    pair.visit2.put("Visit End Time", "2026-03-10 10:45:00+00");
    Expected all = NaiveDetection.run(pair.world, Parameters.DEFAULT.withMaxVisitsPerKey(3));
    assertThat(all.counts()).containsEntry("updated", 2);
    pair.visit2.put("Visit Start Time", "2026-03-10 10:30:00+00");
    for (int most : new int[] {2, 3}) {
      Parameters parameters = Parameters.DEFAULT.withMaxVisitsPerKey(most);
      int stale = most == 3 ? 2 : 0;
      assertThat(NaiveDetection.run(pair.world, parameters).counts())
          .containsEntry("resolved", stale);
      assertThat(NaiveStoredDetection.run(pair.world, parameters).counts())
          .containsEntry("marked", stale);
    }
    pair.world.storeRows("conflictvisitmaps").forEach(row -> row.put("VisitDate", "2026-03-09"));
    assertThat(NaiveDetection.run(pair.world, Parameters.DEFAULT.withMaxVisitsPerKey(2)).counts())
        .as("on another key, but its visits are on the crowded one")
        .containsEntry("resolved", 0);
  }

  @Test
  void aProviderOnHoldIsLeftAloneOnEitherSide() {
    pair.store("2026-03-10");
    pair.world.warehouseRows(World.FACT).remove(pair.visit2);
    assertThat(pair.run().counts()).containsEntry("resolved", 2);
    Parameters held = Parameters.DEFAULT.withOnHold(Set.of(NaivePair.id("b", 2)));
    assertThat(NaiveDetection.run(pair.world, held).counts()).containsEntry("resolved", 0);
  }

  @Test
  void aProviderThatIsSwitchedOffTakesItsConflictsWithIt() {
    pair.store("2026-03-10");
    pair.world.warehouseRows("DIMPROVIDER").get(1).remove("Is Active");
    pair.visit1.put("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
    assertThat(pair.run().counts()).containsEntry("resolved", 2);
    pair.world.storeRows("excluded_agency").add(row("ProviderID", NaivePair.id("b", 2)));
    assertThat(pair.run().counts()).containsEntry("resolved", 0);
  }
}
