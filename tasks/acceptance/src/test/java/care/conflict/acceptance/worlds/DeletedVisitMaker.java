package care.conflict.acceptance.worlds;

import static care.conflict.acceptance.data.Rows.row;
import static care.conflict.acceptance.data.Rows.stamp;

import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Makes what the source has deleted: just now, or too long ago, or on a day that does not count.
 */
public final class DeletedVisitMaker {

  private final World world;
  private final Chance chance;
  private final StatusParameters parameters;

  public DeletedVisitMaker(World world, Chance chance, StatusParameters parameters) {
    this.world = world;
    this.chance = chance;
    this.parameters = parameters;
  }

  /** Deletes some of these visits, and others that nobody knows. */
  public void make(List<String> visits, double percent) {
    world.warehouseRows(World.DELETED); // the table is there, and may be empty
    for (String visit : visits) {
      if (chance.percent(percent)) {
        delete(chance.percent(30) ? visit.toUpperCase(Locale.ROOT) : chance.spelled(visit));
        if (chance.percent(10)) {
          delete(visit);
        }
      }
    }
    if (!visits.isEmpty()) {
      delete(null);
      delete("visit-0815");
      delete("");
      delete(chance.one(visits) + "0");
      delete(chance.uuid());
    }
  }

  private void delete(String visit) {
    world
        .warehouseRows(World.DELETED)
        .add(
            row(
                "Visit Id",
                visit,
                "Application Visit Id",
                chance.applicationId(99_999_999),
                "Visit Date",
                date(),
                "Is Missed",
                chance.one("true", "false", null),
                "Visit Updated Timestamp",
                updated()));
  }

  private String date() {
    LocalDate today = world.now().toLocalDate();
    LocalDate first = today.minusYears(parameters.lookbackYears());
    LocalDate last = today.plusDays(parameters.lookforwardDays());
    if (chance.percent(70)) {
      return midnight(chance.one(first, last, today, today.minusDays(3)));
    }
    LocalDate outside = chance.one(first.minusDays(1), last.plusDays(1), null);
    return outside == null ? null : midnight(outside);
  }

  private String midnight(LocalDate day) {
    return day + chance.one(" 00:00:00-05", " 00:00:00+00");
  }

  private String updated() {
    LocalDateTime edge = world.now().minusHours(parameters.lookbackHours());
    LocalDateTime time =
        chance.percent(70)
            ? chance.one(edge, edge.plusNanos(1000), world.now(), world.now().plusDays(9))
            : chance.one(edge.minusNanos(1000), edge.minusDays(40), null);
    return time == null ? null : stamp(time) + "+00";
  }
}
