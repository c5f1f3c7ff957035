package care.conflict.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What preflight measured of the source, against what, and which providers are on hold. */
record SourceSeen(List<Line> lines, List<Hold> holds) {

  /** One measurement in words. */
  record Line(String what, String measured, String against) {}

  /** A provider whose feed is missing. */
  record Hold(String name, String id, String visits, String usual) {}

  /** From preflight's document; nothing where the source was not looked at. */
  static Optional<SourceSeen> of(Document preflight) {
    Document source = preflight.within("details").within("source");
    if (source.values().isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> limits = preflight.within("parameters").texts();
    List<Hold> holds =
        source.list("on_hold").stream().map(hold -> hold(Document.of(hold))).toList();
    return Optional.of(
        new SourceSeen(
            List.of(
                refresh(source, limits),
                visits(source, limits),
                new Line(
                    "Providers",
                    number(source, "providers"),
                    holds.isEmpty() ? "none on hold" : Words.number(holds.size()) + " on hold"),
                crowds(source, limits),
                new Line(
                    "Oldest visit",
                    orNone(source.text("oldest_visit_date")),
                    "stored rows before it are left alone")),
            holds));
  }

  private static Line refresh(Document source, Map<String, String> limits) {
    String age = source.text("refresh_age_hours");
    return new Line(
        "Latest refresh",
        age.isEmpty() ? "not told" : age + " h before the run",
        "at most %s h".formatted(limits.getOrDefault("max_source_age_hours", "?")));
  }

  private static Line visits(Document source, Map<String, String> limits) {
    return new Line(
        "Visits in the window",
        number(source, "visits"),
        source.number("usual_visits").isPresent()
            ? "usual %s, at most %s %% fewer"
                .formatted(
                    number(source, "usual_visits"), limits.getOrDefault("source_drop_percent", "?"))
            : "not judged: too few runs before");
  }

  private static Line crowds(Document source, Map<String, String> limits) {
    return new Line(
        "Crowded days of a person",
        source.number("crowded_keys").orElse(0L) == 0
            ? "none"
            : "%s with %s visits, left out"
                .formatted(number(source, "crowded_keys"), number(source, "crowded_visits")),
        "at most %s visits".formatted(limits.getOrDefault("max_visits_per_key", "?")));
  }

  private static Hold hold(Document hold) {
    boolean gone = hold.text("gone").equals("true");
    return new Hold(
        Words.plain(hold.text("name")),
        hold.text("provider"),
        gone ? "its row is gone" : number(hold, "visits"),
        number(hold, "usual"));
  }

  private static String number(Document document, String name) {
    return document.number(name).map(Words::number).orElse("?");
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
