package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.EventReader;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In-service detection as the specification tells it, one row after the other. */
public final class NaiveInservice {

  private static final Verdict NO_RULE =
      new Verdict("N".repeat(Spec.RULES.size()), null, null, null, null, false);

  private final Parameters parameters;
  private final VisitReader reader;
  private final LeftAlone leftAlone;
  private final List<Visit> visits;
  private final List<Visit> events;
  private final Expected expected;
  private final PairWriter writer;

  private NaiveInservice(World world, Contents contents, Parameters parameters) {
    this.parameters = parameters;
    reader = new VisitReader(world, parameters);
    events = new EventReader(world, parameters).events();
    List<Visit> all = reader.visits();
    leftAlone = new LeftAlone(reader, all, parameters);
    visits =
        all.stream()
            .filter(v -> v.providerActive() && v.completed() && !v.missed())
            .filter(v -> !leftAlone.isCrowded(v.key()))
            .filter(v -> events.stream().noneMatch(e -> isSameAgency(v, e) && meet(v, e)))
            .toList();
    expected = Expected.of(contents);
    writer = new PairWriter(expected, parameters, Spec.INSERVICE_COLUMNS);
  }

  /** What one run over a world comes to. */
  public static Expected run(World world, Parameters parameters) {
    return run(world, Contents.of(world), parameters);
  }

  /** The same over what is stored by now. */
  public static Expected run(World world, Contents contents, Parameters parameters) {
    NaiveInservice inservice = new NaiveInservice(world, contents, parameters);
    List<DetectedPair> pairs = inservice.pairs();
    pairs.forEach(inservice::write);
    if (parameters.stale()) {
      inservice.resolveStale(pairs);
    }
    return inservice.expected;
  }

  public static List<DetectedPair> allPairs(World world, Parameters parameters) {
    return new NaiveInservice(world, Contents.of(world), parameters).pairs();
  }

  private static boolean isSameAgency(Visit visit, Visit event) {
    return visit.person().equals(event.person()) && visit.provider().equals(event.provider());
  }

  /** Whether visit and event have a moment in common, be it the last of the one. */
  private static boolean meet(Visit visit, Visit event) {
    return !visit.visitStart().isAfter(event.visitEnd())
        && !event.visitStart().isAfter(visit.visitEnd());
  }

  private List<DetectedPair> pairs() {
    List<DetectedPair> pairs = new ArrayList<>();
    for (Visit event : events) {
      for (Visit visit : visits) {
        if (visit.person().equals(event.person())
            && !visit.provider().equals(event.provider())
            && meet(visit, event)) {
          pairs.add(new DetectedPair(visit, event, NO_RULE));
          pairs.add(new DetectedPair(event, visit, NO_RULE));
        }
      }
    }
    return pairs;
  }

  private void write(DetectedPair pair) {
    expected.count("pairs_read");
    writer.note(pair);
    Map<String, String> row = writer.stored(pair);
    Map<String, String> target = pair.columns(Spec.INSERVICE_COLUMNS);
    if (row != null) {
      writer.renew(pair.id(), row, target);
    } else if (parameters.insert()) {
      writer.insert(pair.id(), target);
    } else {
      expected.count("skipped");
    }
  }

  private void resolveStale(List<DetectedPair> pairs) {
    Set<PairId> live = new HashSet<>();
    pairs.forEach(p -> live.add(p.id()));
    for (var entry : expected.contents().maps().entrySet()) {
      Map<String, String> row = entry.getValue();
      boolean inWindow =
          row.containsKey("VisitDate") && reader.isInWindow(LocalDate.parse(row.get("VisitDate")));
      if (inWindow
          && has(row, "Inservice")
          && !has(row, "PTO")
          && StatusTables.isOpen(row)
          && !live.contains(entry.getKey())
          && !leftAlone.isLeftAlone(row)) {
        row.put("StatusFlag", "R");
        row.put("UpdatedDate", Contents.NOW);
        expected.countRow("resolved", row);
      }
    }
  }

  /** Whether one of the four dates of this kind is there. */
  private static boolean has(Map<String, String> row, String kind) {
    return Spec.EVENT_DATES.stream().anyMatch(c -> c.contains(kind) && row.containsKey(c));
  }
}
