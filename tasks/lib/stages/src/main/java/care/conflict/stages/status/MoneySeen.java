package care.conflict.stages.status;

import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.List;

/**
 * What was seen when the money was last counted, and so what is to be counted anew: rows that a
 * transaction has written since, and what hangs together with them (docs/decisions/0017).
 */
final class MoneySeen {
  /** How much is to be counted anew. */
  enum Extent {
    NOTHING,
    SOME,
    ALL
  }

  /** With more than this part of all rows, counting all is less work. */
  private static final int PART = 4;

  private final Session session;
  private final Statements statements;
  private final boolean noted;
  private final long moment;
  private boolean scanned;

  private MoneySeen(Session session, Statements statements) throws SQLException {
    this.session = session;
    this.noted = statements.row("are_notes_kept").flag("present");
    this.moment = statements.row("money/moment").number("moment");
    // Counted by other statements, nothing was seen.
    String countedBy =
        statements.version("money/create_small_groups", "money/create_rows", "money/fill_next");
    this.statements = statements.given("moment", moment, "counted_by", countedBy);
  }

  /** From this moment on, what is written counts as not seen. */
  static MoneySeen now(Session session, Statements statements) throws SQLException {
    return new MoneySeen(session, statements);
  }

  /** Leaves small_groups, money_wanted and money_beside; where all is to be counted, the first. */
  Extent changedSince() throws SQLException {
    List<Row> seen = noted ? statements.rows("money/seen") : List.of();
    Extent extent = seen.isEmpty() ? Extent.ALL : changedSince(seen.get(0));
    if (!scanned) {
      statements.execute("money/create_small_groups");
      session.analyze("small_groups");
    }
    if (extent != Extent.SOME) {
      statements.execute("money/want_none");
    }
    return extent;
  }

  private Extent changedSince(Row seen) throws SQLException {
    Statements since =
        statements.given("before", seen.number("before"), "noted_by", seen.number("noted_by"));
    long rows = session.writeByHash(() -> since.execute("money/scan"));
    session.analyze("money_scan");
    statements.execute("money/find_small_groups");
    session.analyze("small_groups");
    scanned = true;
    long touched = session.writeByHash(() -> since.execute("money/find_touched"));
    if (touched == 0) {
      return Extent.NOTHING;
    }
    session.analyze("money_touched");
    session.writeByHash(() -> statements.execute("money/find_wanted"));
    session.analyze("money_wanted");
    long beside = session.writeByHash(() -> statements.execute("money/find_beside"));
    session.analyze("money_beside");
    return beside * PART > rows ? Extent.ALL : Extent.SOME;
  }

  /** Within the transaction that writes the money. */
  void note() throws SQLException {
    if (noted) {
      statements.execute("money/note_seen");
    }
  }
}
