package care.conflict.preflight;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import java.sql.SQLException;
import java.util.Map;

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
    StepSql sql = StoreSql.of(run, run.task());
    long advanced = 0;
    for (Row it : session.rows(StoreSql.of(run, "store").find("id_sequences"), Map.of())) {
      if (it.isNull("sequence")) {
        continue; // ids that no sequence gives
      }
      StepSql ofTable =
          sql.with("table", it.text("table"))
              .with("column", it.text("column"))
              .with("sequence_schema", it.text("sequence_schema"))
              .with("sequence", it.text("sequence"));
      advanced += session.rows(ofTable.find("advance_sequence"), Map.of()).size();
    }
    return Counts.of("sequences_advanced", advanced);
  }
}
