package care.conflict.detection;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.store.Blanked;
import care.conflict.store.History;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import care.conflict.store.copy.CopyResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes rows of conflictvisitmaps from detected visits and pairs: copied to temporary tables,
 * composed, compared with what is stored, written where different, in slices. Set statements
 * throughout; the session's temporary tables live until it is closed.
 */
public final class ConflictWriter {
  /** The counts of a detection that found nothing; each count is named also where it is 0. */
  public static final Counts NOTHING =
      Counts.of("pairs_read", 0)
          .and("inserted", 0)
          .and("updated", 0)
          .and("repaired", 0)
          .and("unchanged", 0)
          .and("skipped", 0)
          .and("resolved", 0);

  /** What the pairs are, and so which rows are theirs. */
  private enum Kind {
    VISITS,
    EVENTS,
    STORED_ROWS
  }

  private static final Set<String> NEEDED = Set.of("VisitID", "ProviderID");
  private static final Set<String> BOTH = Set.of("a_visit_id", "b_visit_id");
  private static final String ROWS = "rows";
  private static final String IN_SERVICE = "InServiceFlag";

  private final Run run;
  private final Session session;
  private final Statements statements;
  private final Kind kind;
  private final History history;
  private final Map<String, Map<String, Long>> byRule = new LinkedHashMap<>();
  private long pairsToWrite;

  private ConflictWriter(Run run, Session session, Kind kind) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "conflict_row");
    this.kind = kind;
    this.history = History.of(run, session);
  }

  /** For pairs of two visits; rows that other conflicts have are left alone. */
  public static ConflictWriter ofVisits(Run run, Session session) {
    return new ConflictWriter(run, session, Kind.VISITS);
  }

  /** For pairs of an in-service event and a visit; the rows are theirs whatever they were. */
  public static ConflictWriter ofEvents(Run run, Session session) {
    return new ConflictWriter(run, session, Kind.EVENTS);
  }

  /**
   * For pairs of two visits of which only those are looked at that are rows of the table
   * stored_rows; inserts nothing and gives no row a conflict.
   */
  public static ConflictWriter ofStoredRows(Run run, Session session) {
    return new ConflictWriter(run, session, Kind.STORED_ROWS);
  }

  /** Takes in the attributes of each visit that is in a pair to be written. */
  public Counts copyVisits(Rows rows) throws SQLException {
    statements.execute("create_visits_in");
    CopyResult visits = session.copyIn("visits_in", rows, Progress.of(run, "visits"), NEEDED);
    Blanked.warn(run, "", visits);
    return Counts.of("visits_read", visits.copied() + visits.rejected());
  }

  /** Takes in the attributes of each event that is in a pair, after the visits. */
  public Counts copyEvents(Rows rows) throws SQLException {
    CopyResult events = session.copyIn("visits_in", rows, Progress.of(run, "events"), NEEDED);
    Blanked.warn(run, "events: ", events);
    return Counts.of("events_read", events.copied() + events.rejected());
  }

  private void warnOfCutTexts() throws SQLException {
    statements
        .row("cut_texts")
        .numbers()
        .forEach(
            (column, cut) -> {
              if (cut > 0) {
                run.warn("%s: %,d text(s) longer than the column were cut".formatted(column, cut));
              }
            });
  }

  /** Takes in the pairs, each once in any order, when all visits and events are there. */
  public void copyPairs(Rows rows) throws SQLException {
    warnOfCutTexts();
    statements.execute("create_pairs_in");
    PairsToWrite counted = new PairsToWrite(rows);
    session.copyIn("pairs_in", counted, Progress.of(run, "pairs"), BOTH);
    pairsToWrite = 2 * counted.count(); // each stands for two rows, one a direction
    statements.execute("look_up_once");
    statements.execute("direct");
    if (kind == Kind.STORED_ROWS) {
      pairsToWrite -= statements.execute("keep_stored");
    }
    statements.execute("index_visits");
    session.analyze("directed", "visits_in");
  }

  /** Decides what is to become of each pair. */
  public Counts classify() throws SQLException {
    statements.execute(
        "classify",
        "in_service",
        kind == Kind.EVENTS,
        "enable_insert",
        kind != Kind.STORED_ROWS && run.get(Parameters.ENABLE_INSERT),
        "gives_conflicts",
        kind != Kind.STORED_ROWS,
        "skip_unchanged_records",
        run.get(Parameters.SKIP_UNCHANGED_RECORDS));
    statements.execute("slice", "slice_rows", Slices.ROWS);
    Row found = statements.row("count_actions");
    if (found.number("taken") > 0) {
      run.warn(
          "%,d pair(s) left out: an in-service or PTO row has their two ids"
              .formatted(found.number("taken")));
    }
    long unconverted = pairsToWrite - found.number("judged");
    if (unconverted > 0) {
      run.warn(
          "%,d pair(s) left out: a visit has an id that cannot be converted"
              .formatted(unconverted));
    }
    if (found.number("missed") > 0) {
      run.log().log(
          EventLog.Level.INFO,
          "not inserted: one of the visits was missed",
          "pairs",
          found.number("missed"));
    }
    return Counts.of("pairs_read", pairsToWrite)
        .and("unchanged", found.number("unchanged"))
        .and(
            "skipped",
            found.number("not_inserted")
                + found.number("missed")
                + found.number("taken")
                + unconverted);
  }

  /** Writes what is to be written, in slices. */
  public Counts write() throws SQLException {
    statements.execute("create_assigned");
    byRule.clear();
    Progress progress = Progress.of(run, "rows written");
    List<Counts> all = new ArrayList<>();
    Slices.of(run, session, "sliced", Slices.Kind.MAP_ROWS)
        .write(
            this::writeSlice,
            slice -> {
              Counts done = slice.counts(this);
              all.add(done);
              long rows = done.get("inserted") + done.get("updated") + done.get("repaired");
              progress.add(rows);
              return rows;
            });
    return all.stream().reduce(counts(0, 0, 0), Counts::plus);
  }

  /** What the transaction of a slice wrote; by rule, where it is counted by rule. */
  private record Written(Row updated, long repaired, Row inserted) {
    Counts counts(ConflictWriter writer) {
      return writer.counts(
          writer.countByRule("inserted", inserted),
          writer.countByRule("updated", updated),
          repaired);
    }
  }

  private Written writeSlice(int slice) throws SQLException {
    Statements ofSlice = statements.given("slice", slice, "in_service", kind == Kind.EVENTS);
    ofSlice.execute("assign_conflicts");
    statements.execute("insert_conflicts");
    Row updated = ofSlice.row("update");
    long repaired = ofSlice.execute("repair");
    Row inserted = ofSlice.row("insert");
    history.noteFound(slice);
    return new Written(updated, repaired, inserted);
  }

  private Counts counts(long inserted, long updated, long repaired) {
    Counts before = kind == Kind.STORED_ROWS ? Counts.NONE : Counts.of("inserted", inserted);
    return before.and("updated", updated).and("repaired", repaired);
  }

  /** Resolves the rows that the task found stale (table stale), in slices. */
  public Counts resolveStale() throws SQLException {
    Progress progress = Progress.of(run, "rows resolved");
    long resolved =
        Slices.of(run, session, "stale", Slices.Kind.MAP_ROWS)
            .write(
                slice -> statements.row("resolve_stale", "slice", slice),
                counted -> {
                  long rows = countByRule("resolved", counted);
                  progress.add(rows);
                  return rows;
                });
    return Counts.of("resolved", resolved);
  }

  /** Adds the numbers of by_rule to the result's details; returns the rows in all. */
  private long countByRule(String what, Row counted) {
    Map<String, Long> numbers = counted.numbers();
    numbers.forEach(
        (rule, rows) -> {
          if (!rule.equals(ROWS) && rule.equals(IN_SERVICE) == (kind == Kind.EVENTS)) {
            byRule
                .computeIfAbsent(
                    rule,
                    name ->
                        new LinkedHashMap<>(Map.of("inserted", 0L, "updated", 0L, "resolved", 0L)))
                .merge(what, rows, Long::sum);
          }
        });
    run.detail("by_rule", byRule);
    return counted.number(ROWS);
  }
}
