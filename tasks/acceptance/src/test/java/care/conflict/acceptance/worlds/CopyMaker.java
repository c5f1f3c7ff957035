package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.worlds.PeopleMaker.Caregiver;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes further copies of visits, which the source keeps: older and newer ones that say something
 * else, and equally new ones that say the same.
 */
final class CopyMaker {

  private final World world;
  private final Chance chance;
  private final DimensionMaker dimensions;
  private final List<List<Caregiver>> people;
  private final Parameters parameters;

  CopyMaker(
      World world,
      Chance chance,
      DimensionMaker dimensions,
      List<List<Caregiver>> people,
      Parameters parameters) {
    this.world = world;
    this.chance = chance;
    this.dimensions = dimensions;
    this.people = people;
    this.parameters = parameters;
  }

  /** Copies of so many of a hundred visits. */
  void make(double percent) {
    for (Map<String, String> visit : List.copyOf(world.warehouseRows(World.FACT))) {
      if (chance.percent(percent) && visit.containsKey("Visit Id")) {
        Map<String, String> copy = new HashMap<>(visit);
        copy.put("Visit Id", visit.get("Visit Id").toUpperCase(Locale.ROOT));
        if (chance.percent(80)) {
          copy.put("Visit Updated Timestamp", otherTime(visit));
          change(copy);
        }
        copy.values().removeIf(v -> v == null);
        List<Map<String, String>> rows = world.warehouseRows(World.FACT);
        rows.add(chance.below(rows.size()), copy);
      }
    }
  }

  /** Never the same time: which of two equally new copies counts is not said. */
  private String otherTime(Map<String, String> visit) {
    LocalDateTime updated = Canonical.time(visit.get("Visit Updated Timestamp"));
    LocalDateTime edge = world.now().minusHours(parameters.lookbackHours());
    if (updated == null) {
      return VisitMaker.zoned(chance.one(edge.minusDays(90), edge));
    }
    return chance.percent(10)
        ? null
        : VisitMaker.zoned(
            chance.one(updated.minusHours(1), updated.plusNanos(1000), edge.minusDays(90)));
  }

  private void change(Map<String, String> copy) {
    switch (chance.below(8)) {
      case 0 -> copy.put("Provider Id", chance.one(dimensions.providers));
      case 1 -> copy.put("Provider Id", chance.one(dimensions.off));
      case 2 -> copy.put("Provider Id", chance.one("provider-7", null));
      case 3 -> copy.put("Visit Date", chance.one(dayAfter(copy), "2019-05-05 00:00:00-05", null));
      case 4 -> copy.put("Visit Date", dayAfter(copy));
      case 5 -> copy.put("Caregiver Id", chance.one(chance.one(people)).id());
      case 6 -> copy.put("Visit End Time", chance.one(copy.get("Visit Start Time"), null));
      default -> copy.put("Is Missed", chance.one("true", "false", null));
    }
  }

  private static String dayAfter(Map<String, String> copy) {
    LocalDate day = Canonical.day(copy.get("Visit Date"));
    return day == null ? null : day.plusDays(1) + " 00:00:00-05";
  }
}
