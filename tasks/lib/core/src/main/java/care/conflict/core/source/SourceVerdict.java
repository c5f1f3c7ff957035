package care.conflict.core.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the source is fit to run on, and what of it is left alone (spec: gate). */
public final class SourceVerdict {
  private static final int HOLDS_NAMED = 10;

  private final SourceRefresh refresh;
  private final SourceContents contents;
  private final Remembered remembered;
  private final SourceLimits limits;
  private final List<Feed> feeds;
  private final long visits;
  private final List<String> unfit = new ArrayList<>();
  private final List<String> waysThrough = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private SourceVerdict(
      SourceRefresh refresh, SourceContents contents, Remembered remembered, SourceLimits limits) {
    this.refresh = refresh;
    this.contents = contents;
    this.remembered = remembered;
    this.limits = limits;
    this.feeds = Feeds.of(contents, remembered, limits);
    this.visits = feeds.stream().filter(Feed::known).mapToLong(Feed::visits).sum();
  }

  /** Judges; changes nothing. */
  public static SourceVerdict of(
      SourceRefresh refresh, SourceContents contents, Remembered remembered, SourceLimits limits) {
    SourceVerdict verdict = new SourceVerdict(refresh, contents, remembered, limits);
    verdict.judgeRefresh();
    verdict.judgeEmptiness();
    verdict.judgeVolume();
    verdict.tellHolds();
    verdict.tellCrowds();
    return verdict;
  }

  private void judgeRefresh() {
    String allowed = SourceWords.age(limits.oldestRefresh());
    if (refresh instanceof SourceRefresh.Untold) {
      warnings.add(
          "the warehouse has no FACTDATAREFRESHSTATUS: how old the source is was not judged");
    } else if (refresh instanceof SourceRefresh.Never) {
      refuse(
          "FACTDATAREFRESHSTATUS has no success of module %s, which must have been within %s (max_source_age_hours; refresh_module empty: not asked)"
              .formatted(limits.module(), allowed),
          "REFRESH_MODULE=");
    } else if (refresh instanceof SourceRefresh.Finished finished) {
      Duration age = Duration.between(finished.at(), limits.now());
      if (age.compareTo(limits.oldestRefresh()) > 0) {
        refuse(
            "the source was refreshed %s ago (module %s, %s), at most %s are allowed (max_source_age_hours)"
                .formatted(SourceWords.age(age), limits.module(), finished.at(), allowed),
            "MAX_SOURCE_AGE_HOURS=" + (age.toHours() + 1));
      }
    }
  }

  private void judgeEmptiness() {
    if (limits.mayBeEmpty()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (feeds.stream().noneMatch(Feed::known)) {
      missing.add("no active provider");
    }
    if (!contents.anyCaregiver()) {
      missing.add("no caregiver");
    }
    if (visits == 0) {
      missing.add(
          "no visit of an active provider from %s to %s"
              .formatted(limits.window().from(), limits.window().to()));
    }
    if (limits.looksForEvents() && !contents.anyEvent() && remembered.openEvents() > 0) {
      missing.add(
          "no in-service event, though %s stored in-service rows are open"
              .formatted(SourceWords.number(remembered.openEvents())));
    }
    if (!missing.isEmpty()) {
      refuse(
          "the source shows %s (allow_empty_source)".formatted(String.join(", ", missing)),
          "ALLOW_EMPTY_SOURCE=true");
    }
  }

  private void judgeVolume() {
    UsualVisits usual = remembered.usual();
    if (!usual.judged()) {
      warnings.add(
          "volume and feeds of the source were not judged: of the runs before, %d were let through, and it takes %d"
              .formatted(usual.runs(), UsualVisits.LEAST_RUNS));
    } else if (Feeds.dropped(visits, usual.visits(), limits.sourceDropPercent())) {
      refuse(
          "the window has %s visits, usual are %s (median of %d runs): more than %d %% fewer (source_drop_percent)"
              .formatted(
                  SourceWords.number(visits),
                  SourceWords.number(usual.visits()),
                  usual.runs(),
                  limits.sourceDropPercent()),
          "SOURCE_DROP_PERCENT=" + (int) Math.ceil(100 - 100.0 * visits / usual.visits()));
    }
  }

  private void tellHolds() {
    List<Feed> onHold = feeds.stream().filter(Feed::onHold).toList();
    onHold.stream()
        .limit(HOLDS_NAMED)
        .forEach(feed -> warnings.add(feed.inWords(limits.providerDropPercent())));
    if (onHold.size() > HOLDS_NAMED) {
      warnings.add("%d more providers are on hold".formatted(onHold.size() - HOLDS_NAMED));
    }
  }

  private void tellCrowds() {
    if (contents.crowdedKeys() > 0) {
      warnings.add(
          "%s visits are left out: on %s crowded day(s) of a person, with more than %s visits each (max_visits_per_key)"
              .formatted(
                  SourceWords.number(contents.crowdedVisits()),
                  SourceWords.number(contents.crowdedKeys()),
                  SourceWords.number(limits.maxVisitsPerKey())));
    }
  }

  private void refuse(String what, String wayThrough) {
    unfit.add(what);
    waysThrough.add(wayThrough);
  }

  public boolean letThrough() {
    return unfit.isEmpty();
  }

  /** Why a run must not go on, each with the parameter that it is judged by. */
  public List<String> unfit() {
    return List.copyOf(unfit);
  }

  /** What to do where it is not let through. */
  public String advice() {
    return "Look at the source (docs/operating.md, the gate). To let one run through as it is: "
        + String.join(" ", waysThrough);
  }

  /** What the reader of the report should know. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The providers to note: those that count for the run, and those on hold. */
  public List<Feed> feeds() {
    return feeds;
  }

  /** Visits in the window of the providers that count for the run. */
  public long visits() {
    return visits;
  }

  /** What was measured, and against what, as the result document has it. */
  public Map<String, Object> details() {
    UsualVisits usual = remembered.usual();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("now", limits.now().toString());
    details.put("refresh_age_hours", refreshAge());
    details.put("visits", visits);
    details.put("usual_visits", usual.judged() ? Math.round(usual.visits()) : null);
    details.put("judged", usual.judged());
    details.put("providers", feeds.stream().filter(Feed::known).count());
    details.put("on_hold", feeds.stream().filter(Feed::onHold).map(Feed::details).toList());
    details.put("crowded_keys", contents.crowdedKeys());
    details.put("crowded_visits", contents.crowdedVisits());
    details.put("oldest_visit_date", contents.oldestVisit().map(Object::toString).orElse(null));
    return details;
  }

  private @Nullable BigDecimal refreshAge() {
    return refresh instanceof SourceRefresh.Finished finished
        ? BigDecimal.valueOf(Duration.between(finished.at(), limits.now()).toMinutes())
            .divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP)
        : null;
  }
}
