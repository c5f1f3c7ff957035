package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import java.time.LocalDateTime;
import java.util.function.Consumer;

/** Makes worlds of visits and in-service events, with what earlier runs have stored of both. */
public final class InserviceWorldMaker {

  private InserviceWorldMaker() {}

  /** About so many visits, events around them, and what earlier runs have stored. */
  public static World make(long seed, int visits, LocalDateTime now, Parameters parameters) {
    return make(seed, visits, now, parameters, world -> {});
  }

  /** The same, with a change of the source before anything of it was stored. */
  public static World make(
      long seed, int visits, LocalDateTime now, Parameters parameters, Consumer<World> change) {
    World world = World.empty(now);
    Chance chance = new Chance(seed);
    WorldMaker.Source source = WorldMaker.makeSource(world, chance, visits, parameters);
    new EventMaker(world, chance, source.dimensions(), source.people(), parameters).make(40);
    change.accept(world);
    StoredRows rows = new StoredRows(world, chance);
    new StoreMaker(world, chance, parameters, rows).makePairs();
    new EventStoreMaker(world, chance, parameters, rows).make();
    rows.makeConflicts();
    return world;
  }
}
