package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.StatusTables;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes conflicts and their map rows in all the states that a run may find them in. */
public final class StatusWorldMaker {

  private final World world;
  private final Chance chance;
  private final StatusParameters parameters;
  private final StatusVisitMaker visits;
  private final StatusRowMaker rows;
  private final List<String> visitIds = new ArrayList<>();
  private int nextConflict = 1;

  private StatusWorldMaker(World world, Chance chance, StatusParameters parameters) {
    this.world = world;
    this.chance = chance;
    this.parameters = parameters;
    visits = new StatusVisitMaker(chance);
    rows = new StatusRowMaker(chance);
  }

  /**
   * Leaves no row that is put aside, or has no status, unanswered too: the no-response rule would
   * renew it in the first run, so that a missed visit resolves it only in the second.
   */
  public static World settle(World world) {
    for (Map<String, String> row : world.storeRows("conflictvisitmaps")) {
      if (!StatusTables.hasStatus(row, "N", "U", "R", "D")) {
        row.remove("ConNoResponseFlag");
      }
    }
    return world;
  }

  /** So many people, each with conflicts. */
  public static World make(long seed, int people, LocalDateTime now, StatusParameters parameters) {
    World world = World.empty(now);
    Chance chance = new Chance(seed);
    world
        .storeRows("settings")
        .add(Rows.row("ExtraDistancePer", "1", "InProgressFlag", "0", "ID", "1"));
    StatusWorldMaker maker = new StatusWorldMaker(world, chance, parameters);
    for (int person = 0; person < people; person++) {
      maker.makePerson();
    }
    world.storeRows("conflicts").add(maker.rows.conflict("999999")); // nobody's
    new DeletedVisitMaker(world, chance, parameters).make(maker.visitIds, 12);
    groupSome(world, new Chance(seed + 1));
    return world;
  }

  /**
   * Groups as older systems have left them: mostly one for rows that stand together, some rows
   * without, some groups on rows that have nothing to do with each other, dates that differ.
   */
  private static void groupSome(World world, Chance chance) {
    int number = 0;
    for (Map<String, String> row : world.storeRows("conflictvisitmaps")) {
      number++;
      if (chance.percent(55)) {
        int group = chance.percent(90) ? 1 + number / 8 : 1 + chance.below(20);
        row.put("GroupID", Integer.toString(group));
        if (chance.percent(90)) {
          int day = chance.percent(80) ? 1 + group % 28 : 1 + chance.below(28);
          row.put("G_CRDATEUNIQUE", "2025-01-%02dT10:00:00".formatted(day));
        }
      } else if (chance.percent(10)) {
        row.put("G_CRDATEUNIQUE", "2025-02-01T10:00:00");
      }
    }
  }

  /** Some visits of one day, of which most conflict with most others. */
  private void makePerson() {
    LocalDate date = date();
    LocalDate shown = date == null ? world.now().toLocalDate() : date;
    List<Map<String, String>> together = new ArrayList<>();
    for (int i = 2 + chance.below(3); i > 0; i--) {
      together.add(visits.visit(shown));
    }
    for (Map<String, String> first : together) {
      visitIds.add(first.get("VisitID"));
      String conflict = chance.percent(4) ? null : Integer.toString(nextConflict++);
      rows.beginConflict();
      for (Map<String, String> second : together) {
        if (first != second && chance.percent(85)) {
          LocalDate day = chance.percent(92) ? date : date();
          add(conflict, day, maybeChanged(first, shown), maybeChanged(second, shown));
        }
      }
      if (conflict != null && chance.percent(96)) {
        world.storeRows("conflicts").add(rows.conflict(conflict));
      }
    }
  }

  private Map<String, String> maybeChanged(Map<String, String> visit, LocalDate date) {
    return chance.percent(10) ? visits.changed(visit, date) : visit;
  }

  private void add(
      String conflict, LocalDate date, Map<String, String> first, Map<String, String> second) {
    Map<String, String> row = new HashMap<>();
    for (Spec.MapColumn column : Spec.MAP_COLUMNS) {
      if (column.ofOneSide()) {
        row.put(column.name(), (column.ofFirst() ? first : second).get(column.attribute()));
      }
    }
    row.put("ID", Integer.toString(1 + world.storeRows("conflictvisitmaps").size()));
    row.put("CONFLICTID", conflict);
    row.put("VisitDate", date == null ? null : date.toString());
    row.values().removeIf(v -> v == null);
    rows.fill(row);
    world.storeRows("conflictvisitmaps").add(row);
  }

  private LocalDate date() {
    LocalDate today = world.now().toLocalDate();
    LocalDate first = today.minusYears(parameters.lookbackYears());
    LocalDate last = today.plusDays(parameters.lookforwardDays());
    if (chance.percent(70)) {
      return today.minusDays(chance.below(10));
    }
    return chance.one(
        first,
        first.minusDays(1),
        first.plusDays(1),
        last,
        last.plusDays(1),
        last.minusDays(1),
        today.minusYears(9),
        null);
  }
}
