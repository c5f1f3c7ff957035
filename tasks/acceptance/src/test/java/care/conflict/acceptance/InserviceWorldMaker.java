package care.conflict.acceptance;

import java.time.LocalDateTime;

/** Makes worlds of visits and in-service events, with what earlier runs have stored of both. */
final class InserviceWorldMaker {

  private InserviceWorldMaker() {}

  static World make(long seed, int visits, LocalDateTime now, Parameters parameters) {
    World world = World.empty(now);
    Chance chance = new Chance(seed);
    WorldMaker.settings(world);
    DimensionMaker dimensions = new DimensionMaker(world, chance);
    int count = Math.max(30, visits / 8);
    dimensions.make(40 + count / 4);
    var people = PeopleMaker.make(world, chance, dimensions.providers, count);
    new VisitMaker(world, chance, dimensions, people, parameters).make(visits);
    new EventMaker(world, chance, dimensions, people, parameters).make(40);
    StoredRows rows = new StoredRows(world, chance);
    new StoreMaker(world, chance, parameters, rows).makePairs();
    new EventStoreMaker(world, chance, parameters, rows).make();
    rows.makeConflicts();
    return world;
  }
}
