package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.Feed;
import care.conflict.core.source.Remembered;
import care.conflict.core.source.SourceContents;
import care.conflict.core.source.SourceVerdict;
import care.conflict.core.source.UsualVisits;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What runs measured of the source, so that the next ones have something to compare with. */
public final class SourceNotes {
  private final Run run;
  private final Session session;
  private final StepSql sql;

  public SourceNotes(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.sql = StoreSql.of(run, "source");
  }

  /**
   * What the source is judged by. Of stored rows those that lie before its oldest visit count for
   * nothing.
   */
  public Remembered remembered(Window window, SourceContents contents) throws SQLException {
    Set<UUID> excluded =
        session.rows(sql.find("excluded_ids"), Map.of()).stream()
            .map(row -> row.uuid("provider_id"))
            .collect(Collectors.toSet());
    LocalDate from =
        contents
            .oldestVisit()
            .filter(oldest -> oldest.isAfter(window.from()))
            .orElse(window.from());
    long openEvents =
        contents.anyEvent()
            ? 0
            : session
                .numbers(
                    sql.find("open_events"),
                    Map.of("day_from", from.toString(), "day_to", window.to().toString()))
                .get("rows");
    return new Remembered(usual(), excluded, openEvents);
  }

  private UsualVisits usual() throws SQLException {
    Map<String, String> values = Map.of("run_id", run.runId());
    Row runs = session.row(sql.find("usual_visits"), values);
    List<UsualVisits.OfProvider> providers =
        session.rows(sql.find("usual_provider_visits"), values).stream()
            .map(
                row ->
                    new UsualVisits.OfProvider(
                        row.uuid("provider_id"),
                        row.text("name"),
                        (int) row.number("runs"),
                        row.decimal("visits")))
            .toList();
    return new UsualVisits((int) runs.number("runs"), runs.decimal("visits"), providers);
  }

  /** Notes what this run measured, let through or not, in the place of what an earlier try did. */
  public void note(SourceVerdict verdict) throws SQLException {
    Map<String, String> ofRun = Map.of("run_id", run.runId());
    session.write(
        () -> {
          session.execute(
              sql.find("note_source"),
              Map.of(
                  "run_id", run.runId(),
                  "let_through", verdict.letThrough(),
                  "visits", verdict.visits()));
          session.execute(sql.find("forget_providers"), ofRun);
          session.execute(sql.find("note_providers"), providers(verdict.feeds()));
          session.execute(sql.find("prune_sources"), Map.of());
          return session.execute(sql.find("prune_providers"), Map.of());
        });
  }

  private Map<String, Object> providers(List<Feed> feeds) {
    Map<String, Object> values = new HashMap<>();
    values.put("run_id", run.runId());
    values.put("ids", feeds.stream().map(it -> it.id().toString()).toArray(String[]::new));
    values.put("names", feeds.stream().map(Feed::name).toArray(String[]::new));
    values.put("visits", feeds.stream().map(Feed::visits).toArray(Long[]::new));
    values.put("usual", feeds.stream().map(Feed::usual).toArray(Long[]::new));
    values.put("on_hold", feeds.stream().map(Feed::onHold).toArray(Boolean[]::new));
    return values;
  }

  /** Notes with the run how far back the source reaches; nothing where it holds no visit. */
  public void noteOldest(Optional<LocalDate> oldest) throws SQLException {
    Map<String, Object> values = new HashMap<>();
    values.put("run_id", run.runId());
    values.put("oldest", oldest.map(LocalDate::toString).orElse(null));
    session.write(() -> session.execute(sql.find("note_oldest"), values));
  }
}
