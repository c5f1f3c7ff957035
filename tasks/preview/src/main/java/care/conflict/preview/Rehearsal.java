package care.conflict.preview;

import care.conflict.core.Counts;
import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.detection.SourceNotes;
import care.conflict.lock.RunLock;
import care.conflict.lock.RunNotes;
import care.conflict.stages.InserviceConflicts;
import care.conflict.stages.SourceCheck;
import care.conflict.stages.VisitConflicts;
import care.conflict.stages.status.ChosenSteps;
import care.conflict.stages.status.Statuses;
import care.conflict.stages.status.WarehouseOnDemand;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import care.conflict.store.connection.PostgresErrors;
import care.conflict.store.tables.RowSecurity;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseLogin;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run in one session, on stand-ins for its tables: its tasks one after the other, each with its
 * own statements and steps, from the gate to the money. All of it sees the store as it was at one
 * moment, and nothing is committed.
 */
final class Rehearsal {
  private static final String GATE = "task00_preflight";
  private static final String VISITS = "task02_00_conflict_update";
  private static final String EVENTS = "task02_01_inservice_conflict";
  private static final String STATUSES = "task03_status_management";

  private final Run run;
  private final Session session;
  private final Overlay overlay;
  private final Warehouse warehouse;
  private final List<Run> parts = new ArrayList<>();
  private Optional<Instant> judgedAt = Optional.empty();

  private Rehearsal(Run run, Session session, Overlay overlay, Warehouse warehouse) {
    this.run = run;
    this.session = session;
    this.overlay = overlay;
    this.warehouse = warehouse;
  }

  /**
   * What a run would change.
   *
   * @param other by what else it might go, to be compared
   * @param file for every row, as CSV
   */
  static Foreseen of(Run run, Optional<Version> other, Optional<Path> file) throws Exception {
    Version first = new Version(run.configuration(), Optional.empty());
    Run shadowed = shadowed(run, first);
    try (WarehouseLogin login = WarehouseLogin.begin(shadowed);
        Store store = Store.open(shadowed);
        Session session = store.session()) {
      run.readErrors(PostgresErrors::read);
      RowSecurity.check(run, session);
      session.keepSnapshot();
      Overlay overlay = Overlay.of(run, session);
      Rehearsal rehearsal = new Rehearsal(shadowed, session, overlay, login.warehouse());
      Optional<Stopped> stopped = rehearsal.play();
      Statements changes = overlay.changes();
      if (file.isPresent()) {
        write(changes, file.get());
      }
      Foreseen foreseen = Foreseen.read(run, first.ofRules(), changes, rehearsal.parts, stopped);
      if (other.isPresent()) {
        overlay.beginAgain();
        // else what the clock went on meanwhile would be told as a difference
        Version second = rehearsal.judgedAt.map(other.get()::at).orElse(other.get());
        Optional<Stopped> ended =
            new Rehearsal(shadowed(run, second), session, overlay, login.warehouse())
                .playOther(second);
        foreseen.compare(Compared.read(overlay.changes(), second.ofRules(), ended));
      }
      return foreseen;
    }
  }

  private static Run shadowed(Run run, Version version) {
    Configuration onStandIns =
        version
            .configuration()
            .with(Parameters.POSTGRES_SCHEMA, Overlay.SCHEMA, "stand-ins", new ArrayList<>());
    return run.as(run.task(), onStandIns, version.rules());
  }

  /** As the tasks of a run follow each other: where one fails, the later ones are not begun. */
  private Optional<Stopped> play() throws Exception {
    String task = GATE;
    try {
      Run gate = part(task);
      judge(gate);
      overlay.endStage();
      task = VISITS;
      Run visits = part(task);
      VisitConflicts.update(
          visits, session, Writers::alone, RunNotes.of(visits, session), warehouse);
      overlay.endStage();
      task = EVENTS;
      if (run.get(Parameters.ENABLE_INSERVICE)) {
        Run events = part(task);
        InserviceConflicts.update(
            events, session, Writers::alone, RunNotes.of(events, session), warehouse);
        overlay.endStage();
      }
      task = STATUSES;
      if (!ChosenSteps.of(run.configuration()).isEmpty()) {
        Run statuses = part(task);
        Statuses.manage(
            statuses,
            session,
            Writers::alone,
            RunNotes.of(statuses, session),
            WarehouseOnDemand.of(statuses, warehouse));
        overlay.endStage();
      }
      return Optional.empty();
    } catch (TaskFailure e) {
      if (e.exitCode() != ExitCode.UNFIT) {
        throw e;
      }
      overlay.endStage();
      return Optional.of(new Stopped(task, e));
    }
  }

  /** Likewise, by files that may be none of those that the warehouse takes. */
  private Optional<Stopped> playOther(Version other) throws Exception {
    try {
      return play();
    } catch (SQLException e) {
      Optional<DatabaseError> error =
          run.databaseError(e).filter(it -> it.exitCode() == ExitCode.MISUSED);
      Optional<SqlText> sent = warehouse.lastSent();
      if (PostgresErrors.read(e).isEmpty()
          && error.isPresent()
          && sent.isPresent()
          && other.rules().isPresent()) {
        String folder = sent.get().name().replaceFirst("/.*", "");
        throw new RulesFolder(other.rules().get())
            .refused(sent.get(), Warehouse.sql(run, folder), error.get())
            .<Exception>map(it -> it)
            .orElse(e);
      }
      throw e;
    }
  }

  private Run part(String task) {
    Run part = run.as(task, run.configuration());
    parts.add(part);
    return part;
  }

  /** The gate, and what the run notes for its tasks. */
  private void judge(Run gate) throws Exception {
    RunLock notes = new RunLock(gate, session);
    Optional<Instant> known = RunNotes.of(gate, session).knownNow();
    Instant now = known.isPresent() ? known.get() : WarehouseClock.read(gate, warehouse);
    judgedAt = Optional.of(now);
    gate.step(
        "source",
        () -> {
          Optional<LocalDate> oldest = new SourceCheck(gate, session, warehouse).judge(now);
          notes.noteNow(now);
          new SourceNotes(gate, session).noteOldest(oldest);
          return Counts.NONE;
        });
  }

  private static void write(Statements changes, Path file) throws SQLException, IOException {
    try (Writer lines = Files.newBufferedWriter(file);
        Rows rows = changes.stream("rows")) {
      lines.write(String.join(",", rows.columns()) + "\n");
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
          Object value = rows.value(i);
          cells.add(value == null ? "" : value.toString());
        }
        lines.write(String.join(",", cells) + "\n");
      }
    }
  }
}
