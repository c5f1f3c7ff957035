package care.conflict.runlock;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Trait.INTERACTIVE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.lock.LockState;
import care.conflict.lock.RunLock;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code run_lock show}: who holds the lock, since when, last heard of. */
final class Show implements PipelineTask {
  static final Parameter<Boolean> JSON =
      Parameter.flag(Parameter.Group.LOCK, "json", false, "Print one JSON object.");

  @Override
  public Command head() {
    return Command.named("show")
        .does("Prints who holds the lock, since when, and when it was last heard of.")
        .with(JSON, Parameters.POSTGRES_SCHEMA)
        .reads(STORE)
        .marked(INTERACTIVE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      LockState state = new RunLock(run, session).state();
      System.out.print(run.get(JSON) ? json(state) : text(state));
    }
  }

  private static String text(LockState state) {
    if (state.runId() == null) {
      String job =
          state.cronJobs().isEmpty() ? "" : "cron job     %s%n".formatted(toGiveBack(state));
      return job
          + (state.flag() == 0
              ? "free\n"
              : "InProgressFlag is %d, and no lock of ours says why.%nIf nothing runs any more: run_lock release --foreign%n"
                  .formatted(state.flag()));
    }
    return """
        held by      %s
        taken by     %s%s
        since        %s
        last heard   %s (%d s ago)
        lease        %d min%s
        token        %d
        cron job     %s
        """
        .formatted(
            state.runId(),
            state.task(),
            state.kept() ? "" : ", for itself alone",
            state.takenAt(),
            state.heardAt(),
            state.silentSeconds(),
            state.leaseMinutes(),
            state.expired() ? ", expired: the next run takes it over" : "",
            state.token(),
            state.cronJobs().isEmpty() ? "none to give back" : toGiveBack(state));
  }

  private static String toGiveBack(LockState state) {
    return state.cronJobs().stream()
        .map(job -> job.id() + (job.active() ? ", to be switched on again" : ", was off before"))
        .collect(Collectors.joining("; "));
  }

  /** Of a lock that nobody holds the table has times still, of whoever held it last. */
  private static String json(LockState state) {
    boolean held = state.runId() != null;
    return "{\"held\": %s, \"run_id\": %s, \"task\": %s, \"kept\": %s, \"taken_at\": %s, \"heard_at\": %s, \"silent_seconds\": %s, \"lease_minutes\": %s, \"expired\": %s, \"token\": %d, \"in_progress_flag\": %d, \"cron_job_to_give_back\": %s}%n"
        .formatted(
            held,
            quoted(state.runId()),
            quoted(held ? state.task() : null),
            held && state.kept(),
            quoted(held ? state.takenAt() : null),
            quoted(held ? state.heardAt() : null),
            held ? state.silentSeconds() : null,
            held ? state.leaseMinutes() : null,
            state.expired(),
            state.token(),
            state.flag(),
            state.cronJobs().isEmpty() ? "null" : Long.toString(state.cronJobs().get(0).id()));
  }

  /** Run ids and task names have no character that JSON would escape (Parameters.RUN_ID). */
  private static String quoted(@Nullable Object value) {
    return value == null ? "null" : '"' + value.toString() + '"';
  }
}
