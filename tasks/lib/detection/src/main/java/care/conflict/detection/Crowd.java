package care.conflict.detection;

import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.Warning;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.copy.CopyResult;
import java.sql.SQLException;

/**
 * The crowded keys that a task found: a person's day with more visits than one has. Their visits
 * are left out of detection, and rows with or on them out of the cleanups (spec: gate).
 */
public final class Crowd {
  private final Run run;
  private final Session session;

  /** Makes room for them. */
  public Crowd(Run run, Session session) throws SQLException {
    this.run = run;
    this.session = session;
    Statements statements = Statements.of(session, "cleanup");
    statements.execute("create_crowded_keys");
    statements.execute("create_crowded_visits");
  }

  /** Who found them. */
  public interface Finder {
    /** The crowded keys on which nothing is looked at. */
    Rows crowdedKeys() throws SQLException;

    /** The ids of the visits on these. */
    Rows crowdedVisits() throws SQLException;
  }

  /** Takes in the keys, and where there are some, which is seldom, the visits on them. */
  public void copy(Finder found) throws SQLException {
    CopyResult crowded;
    try (Rows keys = found.crowdedKeys()) {
      crowded = session.copyIn("crowded_keys", keys, Progress.of(run, "crowded keys"));
    }
    if (crowded.copied() + crowded.rejected() > 0) {
      try (Rows visits = found.crowdedVisits()) {
        session.copyIn("crowded_visits", visits, Progress.of(run, "visits on crowded keys"));
      }
    }
  }

  /**
   * Says how many there are, whoever they are.
   *
   * @param crowd numbers of keys and visits
   */
  public static void warn(Run run, Row crowd) {
    if (crowd.number("keys") > 0) {
      run.warn(
          Warning.counting(
              "{} crowded key(s) left out: a person's day with more than %,d visits (max_visits_per_key), {} visits in all"
                  .formatted(run.get(Parameters.MAX_VISITS_PER_KEY)),
              crowd.number("keys"),
              crowd.number("visits")));
    }
  }
}
