package care.conflict.core.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which providers' feeds are missing: fewer visits than usual, or no row any more. */
final class Feeds {
  /** A provider that usually sends less is too small to tell. */
  private static final int LEAST_VISITS = 100;

  private final Map<UUID, UsualVisits.OfProvider> usual = new HashMap<>();
  private final Set<UUID> excluded;
  private final int dropPercent;

  private Feeds(Remembered remembered, int dropPercent) {
    remembered.usual().providers().forEach(it -> usual.put(it.id(), it));
    this.excluded = remembered.excluded();
    this.dropPercent = dropPercent;
  }

  /**
   * Those that count for the run, and those that would if their row of the dimension were not gone.
   * One that was switched off or excluded is no missing feed.
   */
  static List<Feed> of(SourceContents contents, Remembered remembered, SourceLimits limits) {
    return new Feeds(remembered, limits.providerDropPercent()).feeds(contents);
  }

  private List<Feed> feeds(SourceContents contents) {
    List<Feed> feeds = new ArrayList<>();
    Map<UUID, Long> visitsWithoutRow = new HashMap<>();
    for (ProviderVisits it : contents.providers()) {
      UsualVisits.OfProvider before = usual.get(it.id());
      if (!it.known()) {
        visitsWithoutRow.put(it.id(), it.visits());
        continue;
      }
      usual.remove(it.id()); // what is left at the end has no row any more
      if (it.on()) {
        boolean fewer =
            before != null && isLarge(before) && dropped(it.visits(), before.visits(), dropPercent);
        feeds.add(new Feed(it.id(), it.name(), true, it.visits(), rounded(before), fewer));
      }
    }
    for (UsualVisits.OfProvider gone : usual.values()) {
      if (isLarge(gone) && !excluded.contains(gone.id())) {
        long visits = visitsWithoutRow.getOrDefault(gone.id(), 0L);
        feeds.add(new Feed(gone.id(), gone.name(), false, visits, rounded(gone), true));
      }
    }
    return feeds;
  }

  private static boolean isLarge(UsualVisits.OfProvider usual) {
    return usual.judged() && usual.visits() >= LEAST_VISITS;
  }

  private static @Nullable Long rounded(UsualVisits.@Nullable OfProvider usual) {
    return usual != null && usual.judged() ? Long.valueOf(Math.round(usual.visits())) : null;
  }

  /** Whether it is fewer than usual by more than so many percent. */
  static boolean dropped(long visits, double usual, int percent) {
    return visits * 100.0 < usual * (100 - percent);
  }
}
