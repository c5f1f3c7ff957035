package care.conflict.detection;

import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.Feed;
import care.conflict.core.source.Remembered;
import care.conflict.core.source.SourceContents;
import care.conflict.core.source.SourceVerdict;
import care.conflict.core.source.UsualVisits;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What runs measured of the source, so that the next ones have something to compare with. */
public final class SourceNotes {
  private final Session session;
  private final Statements statements;

  public SourceNotes(Run run, Session session) {
    this.session = session;
    this.statements = Statements.of(session, "source").given("run_id", run.runId());
  }

  /**
   * What the source is judged by. Of stored rows those that lie before its oldest visit count for
   * nothing.
   */
  public Remembered remembered(Window window, SourceContents contents) throws SQLException {
    Set<UUID> excluded =
        statements.rows("excluded_ids").stream()
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
            : statements
                .row("open_events", "day_from", from.toString(), "day_to", window.to().toString())
                .number("rows");
    return new Remembered(usual(), excluded, openEvents);
  }

  private UsualVisits usual() throws SQLException {
    Row runs = statements.row("usual_visits");
    List<UsualVisits.OfProvider> providers =
        statements.rows("usual_provider_visits").stream()
            .map(
                row ->
                    new UsualVisits.OfProvider(
                        row.uuid("provider_id"),
                        row.findText("name").orElse(null),
                        (int) row.number("runs"),
                        row.decimal("visits")))
            .toList();
    return new UsualVisits((int) runs.number("runs"), runs.decimal("visits"), providers);
  }

  /** Notes what this run measured, let through or not, in the place of what an earlier try did. */
  public void note(SourceVerdict verdict) throws SQLException {
    session.write(
        () -> {
          statements.execute(
              "note_source", "let_through", verdict.letThrough(), "visits", verdict.visits());
          statements.execute("forget_providers");
          noteProviders(verdict.feeds());
          statements.execute("prune_sources");
          return statements.execute("prune_providers");
        });
  }

  private void noteProviders(List<Feed> feeds) throws SQLException {
    statements.execute(
        "note_providers",
        "ids",
        feeds.stream().map(it -> it.id().toString()).toArray(String[]::new),
        "names",
        feeds.stream().map(Feed::name).toArray(String[]::new),
        "visits",
        feeds.stream().map(Feed::visits).toArray(Long[]::new),
        "usual",
        feeds.stream().map(Feed::usual).toArray(Long[]::new),
        "on_hold",
        feeds.stream().map(Feed::onHold).toArray(Boolean[]::new));
  }

  /** Notes with the run how far back the source reaches; nothing where it holds no visit. */
  public void noteOldest(Optional<LocalDate> oldest) throws SQLException {
    String day = oldest.map(LocalDate::toString).orElse(null);
    session.write(() -> statements.execute("note_oldest", "oldest", day));
  }
}
