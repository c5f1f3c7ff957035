package care.conflict.stages;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.source.SourceContents;
import care.conflict.core.source.SourceLimits;
import care.conflict.core.source.SourceVerdict;
import care.conflict.detection.Exclusions;
import care.conflict.detection.SourceNotes;
import care.conflict.store.Session;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Judges whether the source is fit to run on (spec: gate), and notes what it showed. */
public final class SourceCheck {
  private final Run run;
  private final Session session;
  private final Warehouse warehouse;

  public SourceCheck(Run run, Session session, Warehouse warehouse) {
    this.run = run;
    this.session = session;
    this.warehouse = warehouse;
  }

  /** Fails with everything that makes it unfit; else returns its oldest visit date. */
  public Optional<LocalDate> judge(Instant now) throws SQLException {
    WarehouseSource source = WarehouseSource.checked(run, warehouse);
    SourceLimits limits = SourceLimits.of(run.configuration(), now);
    SourceContents contents = source.contents(limits, Exclusions.read(session).values());
    SourceNotes notes = new SourceNotes(run, session);
    SourceVerdict verdict =
        SourceVerdict.of(
            source.refresh(), contents, notes.remembered(limits.window(), contents), limits);
    run.detail("source", verdict.details());
    verdict.warnings().forEach(run::warn);
    notes.note(verdict);
    if (!verdict.letThrough()) {
      throw TaskFailure.unfit(String.join("; ", verdict.unfit()), verdict.advice());
    }
    return contents.oldestVisit();
  }
}
