package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.row;
import static care.conflict.acceptance.data.Rows.stamp;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.worlds.PeopleMaker.Caregiver;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes in-service events around visits: before, touching, within, around and over midnight. */
final class EventMaker {

  private final World world;
  private final Chance chance;
  private final DimensionMaker dimensions;
  private final Parameters parameters;
  private final Map<String, List<Caregiver>> knownAs = new HashMap<>();
  private int nextId = 5_000;

  EventMaker(
      World world,
      Chance chance,
      DimensionMaker dimensions,
      List<List<Caregiver>> people,
      Parameters parameters) {
    this.world = world;
    this.chance = chance;
    this.dimensions = dimensions;
    this.parameters = parameters;
    people.forEach(known -> known.forEach(c -> knownAs.put(Canonical.uuid(c.id()), known)));
  }

  /** Events near so many of a hundred visits. */
  void make(double percent) {
    for (Map<String, String> visit : List.copyOf(world.warehouseRows(World.FACT))) {
      if (chance.percent(percent)) {
        List<Caregiver> known = knownAs.get(Canonical.uuid(visit.get("Caregiver Id")));
        String own = Canonical.uuid(visit.get("Provider Id"));
        List<Caregiver> others =
            known.stream().filter(c -> !Canonical.uuid(c.provider()).equals(own)).toList();
        boolean elsewhere = !others.isEmpty() && chance.percent(80);
        add(chance.one(elsewhere ? others : known), around(visit));
      }
    }
    for (LocalDate day : edges()) {
      add(chance.one(List.copyOf(knownAs.values()).get(0)), span(day.atTime(9, 0), 60));
    }
  }

  private List<LocalDate> edges() {
    LocalDate first = world.now().toLocalDate().minusYears(parameters.lookbackYears());
    LocalDate last = world.now().toLocalDate().plusDays(parameters.lookforwardDays());
    return List.of(first.minusDays(1), first, last, last.plusDays(1));
  }

  private record Span(LocalDateTime start, LocalDateTime end) {}

  private static Span span(LocalDateTime start, long minutes) {
    return new Span(start, start.plusMinutes(minutes));
  }

  private Span around(Map<String, String> visit) {
    LocalDateTime start = Canonical.time(visit.get("Visit Start Time"));
    LocalDateTime end = Canonical.time(visit.get("Visit End Time"));
    if (start == null || end == null) {
      LocalDateTime scheduled = Canonical.time(visit.get("Scheduled Start Time"));
      return span(scheduled == null ? world.now() : scheduled, 60);
    }
    LocalDateTime dayBefore = start.toLocalDate().minusDays(1).atTime(22, 0);
    LocalDate day = Canonical.day(visit.get("Visit Date"));
    if (day != null && edges().contains(day)) {
      return chance.one(new Span(dayBefore, start.plusMinutes(5)), new Span(end, end.plusHours(1)));
    }
    int kind = chance.below(100);
    if (kind < 35) {
      return span(start.plusMinutes(chance.below(90) - 30), chance.one(15, 60, 120));
    }
    return chance.one(
        new Span(end, end.plusHours(1)),
        new Span(end.plusNanos(1000), end.plusHours(1)),
        new Span(end.plusSeconds(1), end.plusHours(1)),
        new Span(start.minusHours(1), start),
        new Span(start.minusHours(1), start.minusNanos(1000)),
        new Span(start.minusHours(1), start.minusSeconds(1)),
        new Span(start, end),
        new Span(start.minusHours(2), end.plusHours(2)),
        new Span(start, start),
        new Span(dayBefore, start.plusMinutes(5)),
        new Span(end.minusMinutes(5), end.toLocalDate().plusDays(1).atTime(1, 0)),
        new Span(end, start),
        new Span(end.plusHours(3), end),
        new Span(start, null),
        new Span(null, end),
        span(start.minusDays(1), 60));
  }

  private void add(Caregiver caregiver, Span span) {
    boolean overlong = chance.percent(0.7);
    Map<String, String> event =
        row(
            "Application Caregiver Inservice Id",
                overlong ? "9".repeat(18) + nextId++ : Integer.toString(nextId++),
            "Environment", chance.one("east", "west", null),
            "Caregiver Id", chance.spelled(caregiver.id()),
            "Provider Id",
                chance.percent(2)
                    ? chance.one(null, "provider-7")
                    : chance.spelled(caregiver.provider()),
            "Office Id", chance.percent(1) ? "office-7" : office(),
            "Inservice start date", zoned(span.start()),
            "Inservice end date", zoned(span.end()));
    world.warehouseRows(World.EVENTS).add(event);
    if (chance.percent(5)) {
      Map<String, String> copy = new HashMap<>(event);
      copy.put("Environment", "north");
      if (chance.percent(50) && span.start() != null) {
        copy.put("Inservice start date", zoned(span.start().minusSeconds(chance.one(7, -7))));
      }
      world.warehouseRows(World.EVENTS).add(copy);
    }
  }

  private String office() {
    return chance.percent(10) ? null : chance.spelled(chance.one(dimensions.offices));
  }

  private static String zoned(LocalDateTime time) {
    return time == null ? null : stamp(time) + "+00";
  }
}
