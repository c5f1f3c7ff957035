package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Reminders;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveStaging;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A world with what only the copy to staging reads: which provider works for which payer, the
 * reminders that earlier runs and people have left, what people noted for review.
 */
public final class StagingWorld {
  public static final String COMMAND = "task01_copy_to_staging";

  private static final String LONG_NAME = "Qanary, the longest name of them all. ".repeat(4);

  private final World world;
  private final Chance chance;

  private StagingWorld(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  /** The one of a seed. */
  public static World make(long seed) {
    LocalDateTime now = LocalDateTime.parse("2026-05-02T10:00:00");
    World world = WorldMaker.make(seed, 250, now, Parameters.DEFAULT);
    StagingWorld staging = new StagingWorld(world, new Chance(seed));
    staging.makeNamesNasty();
    staging.makePairs();
    staging.makeReminders();
    staging.noteForReview();
    return world;
  }

  private void makeNamesNasty() {
    List<Map<String, String>> providers = world.warehouseRows("DIMPROVIDER");
    providers.get(1).put("Provider Name", LONG_NAME);
    providers.get(2).remove("Provider Name");
    Map<String, String> twin = new HashMap<>(providers.get(3));
    twin.put("Provider Id", Canonical.uuid(twin.get("Provider Id")).replace("-", ""));
    providers.add(twin);
    providers.add(
        row(
            "Provider Id",
            "no-uuid",
            "Application Provider Id",
            "1",
            "Provider Name",
            "AAA",
            "Is Active",
            "true"));
    world.warehouseRows("DIMPAYER").get(1).put("Application Payer Id", "A-17");
  }

  private void makePairs() {
    List<Map<String, String>> payers = world.warehouseRows("DIMPAYER");
    List<Map<String, String>> providers = world.warehouseRows("DIMPROVIDER");
    for (Map<String, String> payer : payers) {
      for (Map<String, String> provider : providers) {
        if (chance.percent(50)) {
          addPair(payer.get("Payer Id"), provider.get("Provider Id"));
        }
      }
    }
    addPair(payers.get(0).get("Payer Id"), "no-uuid");
    for (int i = 1; i <= 3; i++) {
      addPair(payers.get(0).get("Payer Id"), providers.get(i).get("Provider Id"));
    }
    addPair(chance.uuid(), providers.get(0).get("Provider Id"));
    addPair(payers.get(0).get("Payer Id"), chance.uuid());
  }

  private void addPair(String payer, String provider) {
    world
        .warehouseRows("DIMPAYERPROVIDER")
        .add(
            row(
                "Payer Id",
                chance.spelled(payer),
                "Application Payer Id",
                chance.applicationId(99),
                "Provider Id",
                chance.spelled(provider),
                "Application Provider Id",
                chance.applicationId(99)));
  }

  private void makeReminders() {
    for (NaiveStaging.Reminder wanted : NaiveStaging.wantedReminders(world).values()) {
      boolean twice = chance.percent(5);
      if (chance.percent(50)) {
        store(wanted, wanted.contract(), wanted.providerName());
      } else if (chance.percent(50)) {
        store(wanted, "Formerly Qanary", chance.percent(50) ? null : wanted.providerName());
      }
      if (twice) {
        store(wanted, wanted.contract(), "Twice Qanary");
      }
    }
    store(
        new NaiveStaging.Reminder(chance.uuid(), "5", null, chance.uuid(), "6", null),
        "Gone",
        "Gone");
  }

  private void store(NaiveStaging.Reminder reminder, String contract, String providerName) {
    List<Map<String, String>> stored = world.storeRows(Reminders.TABLE);
    stored.add(
        row(
            "ID",
            Integer.toString(stored.size() + 1),
            "PayerID",
            Canonical.uuid(reminder.payer()),
            "AppPayerID",
            "1",
            "Contract",
            contract,
            "ProviderID",
            Canonical.uuid(reminder.provider()),
            "AppProviderID",
            "2",
            "ProviderName",
            providerName,
            "CreatedDateTime",
            "2025-01-01T00:00",
            "NumberOfDays",
            chance.percent(50) ? "7" : null));
  }

  private void noteForReview() {
    for (String table : List.of("conflicts", "conflictvisitmaps")) {
      for (Map<String, String> stored : new ArrayList<>(world.storeRows(table))) {
        if (chance.percent(30)) {
          stored.put("FlagForReview", chance.one("Yes", "No", "1"));
          stored.put("FlagForReviewDate", world.now().minusDays(chance.below(90)).toString());
        }
      }
    }
  }
}
