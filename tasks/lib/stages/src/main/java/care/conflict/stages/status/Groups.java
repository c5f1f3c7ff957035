package care.conflict.stages.status;

import care.conflict.lock.DoneSteps;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Works out which group each row belongs to: what hangs together through visits, to any depth. Of
 * what is new or changed, and what is on the same visits, that is looked at which is not seen to be
 * right at one glance, a set at a time (docs/decisions/0011).
 */
final class Groups {
  private static final String LAST = "groups after ";

  /** With more than this part of all changed, it is less work to look at all. */
  private static final int PART = 2;

  private static final int ROWS_A_PART = 16;
  private static final int LEAST_PARTS = 1 << 10;
  private static final int MOST_PARTS = 1 << 20;

  private final Session session;
  private final DoneSteps done;
  private Statements statements;
  private boolean toNote;

  Groups(Session session, Statements statements, DoneSteps done) {
    this.session = session;
    this.statements = statements;
    this.done = done;
  }

  /**
   * Leaves what is to be written in the table regrouped; returns how many rows were looked at, of
   * so many in the window.
   */
  long workOut(long windowRows) throws SQLException {
    statements =
        statements.given(
            "parts", parts(windowRows), "summed_by", statements.version("groups/sum_rows"));
    if (!readNearRows()) {
      writeNone();
      return 0;
    }
    statements.execute("groups/read_visits");
    session.analyze("group_visits");
    statements.execute("groups/find_doubtful");
    session.analyze("doubtful_groups");
    long rows = statements.execute("groups/read_rows");
    session.analyze("touched_rows");
    placeRows();
    findComponents();
    chooseGroups();
    statements.execute("groups/find_changed");
    session.analyze("regrouped");
    return rows;
  }

  /** Leaves that table empty. */
  void writeNone() throws SQLException {
    statements.execute("groups/find_none");
  }

  /** Once all is written that was worked out. */
  void noteSeen() throws SQLException {
    if (toNote) {
      session.write(() -> statements.execute("groups/note_seen"));
    }
  }

  /** Into how many parts groups fall: so that few rows share a part with one that has changed. */
  private static int parts(long windowRows) {
    long parts = Math.min(Math.max(windowRows / ROWS_A_PART, LEAST_PARTS), MOST_PARTS);
    return (int) Long.highestOneBit(parts);
  }

  /** Whether something has changed since all groups were right: else no row is to be looked at. */
  private boolean readNearRows() throws SQLException {
    boolean kept = statements.row("are_notes_kept").flag("present");
    statements.execute("groups/sum_rows");
    session.analyze("group_sums");
    long seen = statements.execute(kept ? "groups/read_seen" : "groups/see_none");
    session.analyze("seen_sums");
    long changed = statements.execute("groups/find_changed_parts");
    if (changed == 0) {
      return false;
    }
    if (changed * PART > seen) {
      statements.execute("groups/read_all_rows");
    } else {
      findNearRows();
    }
    session.analyze("near_rows");
    toNote = kept;
    return true;
  }

  /** A changed row may touch groups of other parts, mostly none: only then they are read. */
  private void findNearRows() throws SQLException {
    session.analyze("changed_parts");
    statements.execute("groups/read_changed_rows");
    session.analyze("near_rows");
    statements.execute("groups/find_changed_visits");
    session.analyze("changed_visits");
    if (statements.execute("groups/find_near_groups") > 0) {
      session.analyze("near_groups");
      statements.execute("groups/read_near_rows");
    }
  }

  private void placeRows() throws SQLException {
    statements.execute("groups/name_visits");
    session.analyze("visit_nodes");
    statements.execute("groups/place_rows");
    session.analyze("group_rows");
  }

  /** Each round makes one node of some that hang together, until none does with another. */
  private void findComponents() throws SQLException {
    long links = statements.execute("groups/link_nodes");
    for (int round = 1; links > 0; round++) {
      session.analyze("group_links");
      statements.execute("groups/choose_nodes", "round", round);
      session.analyze("chosen_nodes");
      statements.execute("groups/move_rows");
      links = statements.execute("groups/link_chosen");
      statements.execute("groups/end_round");
      statements.execute("groups/next_round");
    }
    session.analyze("group_rows");
  }

  private void chooseGroups() throws SQLException {
    statements.execute("groups/claim_groups");
    do {
      session.analyze("group_claims");
    } while (statements.execute("groups/refuse_claims") > 0);
    long last = lastNumber();
    session.writeByHash(() -> statements.execute("groups/choose_groups", "last", last));
    session.analyze("chosen_groups");
  }

  /**
   * The number after which this run numbers its groups. Noted before any is written, so that who is
   * killed and begins anew gives the same, whatever was written; asked only where one is needed.
   */
  private long lastNumber() throws SQLException {
    if (statements.row("groups/count_unclaimed").number("components") == 0) {
      return Long.MAX_VALUE;
    }
    Optional<String> noted = done.noted(LAST);
    if (noted.isPresent()) {
      return Long.parseLong(noted.get());
    }
    long last = statements.row("groups/last_number").number("last");
    session.write(
        () -> {
          done.note(LAST + last);
          return last;
        });
    return last;
  }
}
