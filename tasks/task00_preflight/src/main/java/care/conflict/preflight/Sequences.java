package care.conflict.preflight;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;

/** The sequences of ids, which stay behind when a table is restored with its ids. */
final class Sequences {
  private final Run run;
  private final Session session;

  Sequences(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  /** Advances the sequence of every table that the pipeline inserts into to its highest id. */
  Counts advance() throws SQLException {
    Statements statements = Statements.of(session, run.task());
    long advanced = 0;
    for (Row it : Statements.of(session, "store").rows("id_sequences")) {
      if (it.isNull("sequence")) {
        continue; // ids that no sequence gives
      }
      Statements ofTable =
          statements
              .with("table", it.text("table"))
              .with("column", it.text("column"))
              .with("sequence_schema", it.text("sequence_schema"))
              .with("sequence", it.text("sequence"));
      advanced += ofTable.rows("advance_sequence").size();
    }
    return Counts.of("sequences_advanced", advanced);
  }
}
