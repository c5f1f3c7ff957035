package care.conflict.lock;

import care.conflict.core.statements.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run lock as it stands.
 *
 * @param token the fencing token in force
 * @param runId who holds it, or null where it is free
 * @param task the task that took it, or null
 * @param kept whether it stays with the run when that task has ended
 * @param takenAt null before the first run
 * @param heardAt likewise
 * @param silentSeconds since the holder was last heard of
 * @param expired whether somebody holds it who was silent for longer than the lease
 * @param flag 1 where settings.InProgressFlag is, 0 where it is anything else, which is idle
 * @param cronJobs what is to be given back as it was found
 */
public record LockState(
    long token,
    @Nullable String runId,
    @Nullable String task,
    boolean kept,
    @Nullable Instant takenAt,
    @Nullable Instant heardAt,
    int leaseMinutes,
    long silentSeconds,
    boolean expired,
    long flag,
    List<CronJob.Job> cronJobs) {

  static LockState of(Row row, long flag) {
    List<CronJob.Job> jobs = new ArrayList<>();
    if (!row.isNull("cron_job_id")) {
      jobs.add(
          new CronJob.Job(
              row.number("cron_job_id"),
              row.findText("cron_job_schedule").orElse(""),
              row.flag("cron_job_active")));
    }
    if (!row.isNull("more_cron_jobs")) {
      for (String id : row.text("more_cron_jobs").split(",", -1)) {
        jobs.add(new CronJob.Job(Long.parseLong(id), "", true));
      }
    }
    return new LockState(
        row.number("token"),
        row.findText("run_id").orElse(null),
        row.findText("task").orElse(null),
        row.flag("kept"),
        row.findInstant("taken_at").orElse(null),
        row.findInstant("heard_at").orElse(null),
        (int) row.number("lease_minutes"),
        row.number("silent_seconds"),
        row.flag("expired"),
        flag,
        List.copyOf(jobs));
  }

  /** Whether this run holds it. */
  public boolean heldBy(String run) {
    return run.equals(runId);
  }

  /** Whether this run holds it, and its tasks work under it. */
  public boolean keptBy(String run) {
    return heldBy(run) && kept;
  }

  /** Whether another task of this run took it for itself alone, within its lease. */
  boolean aloneWith(String run, String otherThan) {
    return heldBy(run) && !kept && !otherThan.equals(task) && !expired;
  }

  /** Whether somebody else is at work: the flag is up, and its holder within its lease. */
  public boolean busyFor(String run) {
    return flag != 0 && !heldBy(run) && !expired;
  }

  /** Who holds it, for people. */
  public String holder() {
    if (runId == null) {
      return flag == 0 ? "nobody" : "nobody of ours, but settings.InProgressFlag is " + flag;
    }
    return "%s (%s, last heard %d s ago, lease %d min)"
        .formatted(runId, task, silentSeconds, leaseMinutes);
  }
}
