package care.conflict.staging;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a new table with the picture of one moment: where there is much, in parts that several
 * sessions write at once.
 */
final class Fill {
  /** So many blocks of conflictvisitmaps (8 MB) are written before another connection is made. */
  private static final long BLOCKS_OF_A_PART = 1000;

  private static final double BLOCKS_LOOKED_AT = 1000;
  private static final String BEGINNING = "(0,0)";

  /** Behind the last block that a table can have: what comes while the parts are cut is in one. */
  private static final String END = "(4294967295,0)";

  private final Run run;
  private final Session session;
  private final Sessions more;
  private final Window window;
  private final Statements statements;

  Fill(Run run, Session session, Sessions more, Window window) {
    this.run = run;
    this.session = session;
    this.more = more;
    this.window = window;
    this.statements = of(session);
  }

  private Statements of(Session by) {
    return Statements.of(by, "staging").given(window.values());
  }

  /** Returns the rows. */
  long into(String table) throws SQLException {
    List<String> bounds = bounds();
    int parts = bounds.size() - 1;
    try (Writers writers = Writers.of(run, session, more, parts)) {
      run.detail("staging_writers", writers.count());
      return session.writeAtOneMoment(
          () -> {
            String snapshot = session.snapshot();
            String created = statements.row("moment").text("created");
            return writers.write(
                parts,
                (by, number) -> {
                  Statements part =
                      of(by)
                          .with("table", table)
                          .given("created", created)
                          .given(
                              "from_place", bounds.get(number), "to_place", bounds.get(number + 1));
                  return by.writeAtMomentOf(
                      snapshot, () -> part.execute(parts == 1 ? "fill" : "fill_part"));
                });
          });
    }
  }

  /** Where the parts begin and, one further, end. */
  private List<String> bounds() throws SQLException {
    long blocks = statements.row("blocks").number("blocks");
    long parts = Math.min(run.get(Parameters.WRITERS), blocks / BLOCKS_OF_A_PART);
    List<String> bounds = new ArrayList<>(List.of(BEGINNING));
    if (parts > 1) {
      double percent = Math.min(100, 100 * BLOCKS_LOOKED_AT / blocks);
      statements
          .rows("cuts", "parts", parts, "percent", percent)
          .forEach(row -> bounds.add("(" + row.number("block") + ",0)"));
    }
    bounds.add(END);
    return bounds;
  }
}
