package care.conflict.detection;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.Warning;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.store.Blanked;
import care.conflict.store.History;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.SpreadSlices;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import care.conflict.store.copy.CopyResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes rows of conflictvisitmaps from detected visits and pairs: copied to temporary tables,
 * composed, compared with what is stored, written where different, in slices. Set statements
 * throughout; a session's temporary tables live until it is closed. Of several writers each has all
 * visits and pairs, and writes the rows whose primary visit is its own.
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
  private static final String FOLDER = "conflict_row";
  private static final String ROWS = "rows";
  private static final String IN_SERVICE = "InServiceFlag";

  private final Run run;
  private final Writers writers;

  /** The task's own session, in which it looks at all that was copied. */
  private final Session session;

  private final Statements statements;
  private final Kind kind;
  private final Share share;
  private final Map<String, Map<String, Long>> byRule = new LinkedHashMap<>();
  private long pairsToWrite;
  private long rowsToWrite;

  private ConflictWriter(Run run, Writers writers, Kind kind, Share share) {
    this.run = run;
    this.writers = writers;
    this.session = writers.sessions().get(0);
    this.statements = Statements.of(session, FOLDER);
    this.kind = kind;
    this.share = share;
  }

  /** For pairs of two visits; rows that other conflicts have are left alone. */
  public static ConflictWriter ofVisits(Run run, Writers writers) {
    return ofVisits(run, writers, Share.ALL);
  }

  /** Likewise, of their rows a share. */
  public static ConflictWriter ofVisits(Run run, Writers writers, Share share) {
    return new ConflictWriter(run, writers, Kind.VISITS, share);
  }

  /** Likewise, over one connection. */
  public static ConflictWriter ofVisits(Run run, Session session) {
    return ofVisits(run, Writers.alone(session));
  }

  /** For pairs of an in-service event and a visit; the rows are theirs whatever they were. */
  public static ConflictWriter ofEvents(Run run, Writers writers) {
    return ofEvents(run, writers, Share.ALL);
  }

  /** Likewise, of their rows a share. */
  public static ConflictWriter ofEvents(Run run, Writers writers, Share share) {
    return new ConflictWriter(run, writers, Kind.EVENTS, share);
  }

  /** Likewise, over one connection. */
  public static ConflictWriter ofEvents(Run run, Session session) {
    return ofEvents(run, Writers.alone(session));
  }

  /**
   * For pairs of two visits of which only those are looked at that are rows of the table
   * stored_rows; inserts nothing and gives no row a conflict.
   */
  public static ConflictWriter ofStoredRows(Run run, Session session) {
    return new ConflictWriter(run, Writers.alone(session), Kind.STORED_ROWS, Share.ALL);
  }

  /** Takes in the attributes of each visit that is in a pair to be written. */
  public Counts copyVisits(Rows rows) throws SQLException {
    inEach("create_visits_in");
    CopyResult visits = writers.copyIn("visits_in", rows, Progress.of(run, "visits"), NEEDED);
    Blanked.warn(run, "", visits);
    return Counts.of("visits_read", visits.copied() + visits.rejected());
  }

  /** Takes in none: for who only looks which pairs there are. */
  public void copyNoVisits() throws SQLException {
    inEach("create_visits_in");
  }

  /** Takes in the attributes of each event that is in a pair, after the visits. */
  public Counts copyEvents(Rows rows) throws SQLException {
    CopyResult events = writers.copyIn("visits_in", rows, Progress.of(run, "events"), NEEDED);
    Blanked.warn(run, "events: ", events);
    return Counts.of("events_read", events.copied() + events.rejected());
  }

  private void warnOfCutTexts() throws SQLException {
    statements
        .row("cut_texts", "shard", share.shard(), "shards", share.shards())
        .numbers()
        .forEach(
            (column, cut) -> {
              if (cut > 0) {
                run.warn(
                    Warning.counting(
                        "%s: {} text(s) longer than the column were cut".formatted(column), cut));
              }
            });
  }

  /** Takes in the pairs, each once in any order, when all visits and events are there. */
  public void copyPairs(Rows rows) throws SQLException {
    warnOfCutTexts();
    inEach("create_pairs_in");
    PairsToWrite counted = new PairsToWrite(rows);
    writers.copyIn("pairs_in", counted, Progress.of(run, "pairs"), BOTH);
    pairsToWrite = 2 * counted.count(); // each stands for two rows, one a direction
    pairsToWrite -= writers.writeEach(this::direct);
  }

  private void inEach(String statement) throws SQLException {
    for (Session writer : writers.sessions()) {
      Statements.of(writer, FOLDER).execute(statement);
    }
  }

  /** Returns how many rows are none to be looked at; each writer has all, so the first one says. */
  private long direct(Session writer, int number) throws SQLException {
    Statements own = Statements.of(writer, FOLDER);
    own.execute("look_up_once");
    own.execute("direct");
    long others = kind == Kind.STORED_ROWS ? own.execute("keep_stored") : keepOwn(own);
    own.execute("index_visits");
    writer.analyze("directed", "visits_in");
    return number == 0 ? others : 0;
  }

  private long keepOwn(Statements own) throws SQLException {
    return share.isAll()
        ? 0
        : own.execute("keep_own", "shard", share.shard(), "shards", share.shards());
  }

  /** Decides what is to become of each pair. */
  public Counts classify() throws SQLException {
    Map<String, Long> found = new ConcurrentHashMap<>();
    writers.writeEach(
        (writer, number) -> {
          classify(writer, number)
              .numbers()
              .forEach((action, pairs) -> found.merge(action, pairs, Long::sum));
          return 0;
        });
    return told(found);
  }

  private Row classify(Session writer, int number) throws SQLException {
    Statements own = Statements.of(writer, FOLDER);
    own.execute(
        "classify",
        "writers",
        writers.count(),
        "writer",
        number,
        "in_service",
        kind == Kind.EVENTS,
        "enable_insert",
        kind != Kind.STORED_ROWS && run.get(Parameters.ENABLE_INSERT),
        "gives_conflicts",
        kind != Kind.STORED_ROWS,
        "skip_unchanged_records",
        run.get(Parameters.SKIP_UNCHANGED_RECORDS));
    own.execute("slice", "slice_rows", Slices.ROWS);
    return own.row("count_actions");
  }

  private Counts told(Map<String, Long> found) {
    long taken = found.getOrDefault("taken", 0L);
    long missed = found.getOrDefault("missed", 0L);
    if (taken > 0) {
      run.warn(
          Warning.counting(
              "{} pair(s) left out: an in-service or PTO row has their two ids", taken));
    }
    long unconverted = pairsToWrite - found.getOrDefault("judged", 0L);
    if (unconverted > 0) {
      run.warn(
          Warning.counting(
              "{} pair(s) left out: a visit has an id that cannot be converted", unconverted));
    }
    if (missed > 0) {
      run.log().log(
          EventLog.Level.INFO, "not inserted: one of the visits was missed", "pairs", missed);
    }
    long unchanged = found.getOrDefault("unchanged", 0L);
    long skipped = found.getOrDefault("not_inserted", 0L) + missed + taken + unconverted;
    rowsToWrite = pairsToWrite - unchanged - skipped;
    return Counts.of("pairs_read", pairsToWrite)
        .and("unchanged", unchanged)
        .and("skipped", skipped);
  }

  /** Writes what is to be written, in slices. */
  public Counts write() throws SQLException {
    byRule.clear();
    if (rowsToWrite > 0) {
      History.of(run, session).begin(); // once, before several writers ask for it
    }
    Progress progress = Progress.of(run, "rows written");
    List<Counts> all = new ArrayList<>();
    writers.writeEach((writer, number) -> write(writer, progress, all));
    return all.stream().reduce(counts(0, 0, 0), Counts::plus);
  }

  private long write(Session writer, Progress progress, List<Counts> all) throws SQLException {
    Statements own = Statements.of(writer, FOLDER);
    own.execute("create_assigned");
    History history = History.of(run, writer);
    return Slices.of(run, writer, "sliced", Slices.Kind.MAP_ROWS)
        .write(
            slice -> writeSlice(own, history, slice),
            slice -> {
              synchronized (all) {
                Counts done = slice.counts(this);
                all.add(done);
                long rows = done.get("inserted") + done.get("updated") + done.get("repaired");
                progress.add(rows);
                return rows;
              }
            });
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

  private Written writeSlice(Statements own, History history, int slice) throws SQLException {
    Statements ofSlice = own.given("slice", slice, "in_service", kind == Kind.EVENTS);
    own.execute("forget_assigned");
    ofSlice.execute("assign_conflicts");
    own.execute("insert_conflicts");
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
        SpreadSlices.of(run, writers, "stale", Slices.Kind.MAP_ROWS)
            .write(
                (writer, slice) ->
                    Statements.of(writer, FOLDER).row("resolve_stale", "slice", slice),
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
