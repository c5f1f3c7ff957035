package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.World;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;

/** Makes whole worlds from a seed: small, dense and nasty. */
public final class WorldMaker {

  private WorldMaker() {}

  /** About so many visits, with what earlier runs have stored. */
  public static World make(long seed, int visits, LocalDateTime now, Parameters parameters) {
    return make(seed, visits, now, parameters, world -> {});
  }

  /** The same, with a change of the source before anything of it was stored. */
  public static World make(
      long seed, int visits, LocalDateTime now, Parameters parameters, Consumer<World> change) {
    World world = World.empty(now);
    Chance chance = new Chance(seed);
    makeSource(world, chance, visits, parameters);
    change.accept(world);
    new StoreMaker(world, chance, parameters).make();
    return world;
  }

  /** The warehouse of a world, for visits alone; also what goes with it in the store. */
  static Source makeSource(World world, Chance chance, int visits, Parameters parameters) {
    settings(world);
    DimensionMaker dimensions = new DimensionMaker(world, chance);
    int count = Math.max(30, visits / 8);
    dimensions.make(40 + count / 4);
    var people = PeopleMaker.make(world, chance, dimensions.providers, count);
    new VisitMaker(world, chance, dimensions, people, parameters).make(visits);
    new CopyMaker(world, chance, dimensions, people, parameters).make(8);
    return new Source(dimensions, people);
  }

  /** What further rows of the warehouse are made from. */
  record Source(DimensionMaker dimensions, List<List<PeopleMaker.Caregiver>> people) {}

  /** Leaves a source that goes back so far and no further, as the real one does. */
  public static void forget(World world, LocalDate before) {
    world
        .warehouseRows(World.FACT)
        .removeIf(
            visit -> {
              LocalDate day = Canonical.day(visit.get("Visit Date"));
              return day != null && day.isBefore(before);
            });
  }

  /** The settings, and how fast people travel. */
  public static void settings(World world) {
    world
        .storeRows("settings")
        .add(Rows.row("ExtraDistancePer", "1.2", "InProgressFlag", "0", "ID", "1"));
    mph(world, 1, 5, "12.5");
    mph(world, 6, 10, "25");
    mph(world, 11, 20, "30");
    mph(world, 21, 24, "0");
    mph(world, 25, 30, null);
    mph(world, 31, 60, "62.5");
  }

  /** Speeds of which distance / speed × 60 never ends in half a hundredth. */
  private static void mph(World world, int from, int to, String speed) {
    world
        .storeRows("mph")
        .add(
            Rows.row(
                "TYPE",
                from % 2 == 0 ? "A" : "B",
                "From",
                Integer.toString(from),
                "To",
                Integer.toString(to),
                "AverageMilesPerHour",
                speed));
  }
}
