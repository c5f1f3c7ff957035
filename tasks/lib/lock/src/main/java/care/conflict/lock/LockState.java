package care.conflict.lock;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The run lock as it stands.
 *
 * @param token the fencing token in force
 * @param runId who holds it, or null where it is free
 * @param task the task that took it
 * @param kept whether it stays with the run when that task has ended
 * @param silentSeconds since the holder was last heard of
 * @param expired whether somebody holds it who was silent for longer than the lease
 * @param flag 1 where settings.InProgressFlag is, 0 where it is anything else, which is idle
 * @param cronJobs what is to be given back as it was found
 */
public record LockState(
    long token,
    String runId,
    String task,
    boolean kept,
    Instant takenAt,
    Instant heardAt,
    int leaseMinutes,
    long silentSeconds,
    boolean expired,
    long flag,
    List<CronJob.Job> cronJobs) {

  static LockState of(Map<String, Object> row, long flag) {
    List<CronJob.Job> jobs = new ArrayList<>();
    if (row.get("cron_job_id") != null) {
      jobs.add(
          new CronJob.Job(
              (Long) row.get("cron_job_id"),
              (String) row.get("cron_job_schedule"),
              (Boolean) row.get("cron_job_active")));
    }
    if (row.get("more_cron_jobs") != null) {
      for (String id : row.get("more_cron_jobs").toString().split(",", -1)) {
        jobs.add(new CronJob.Job(Long.parseLong(id), "", true));
      }
    }
    return new LockState(
        (Long) row.get("token"),
        (String) row.get("run_id"),
        (String) row.get("task"),
        Boolean.TRUE.equals(row.get("kept")),
        instant(row.get("taken_at")),
        instant(row.get("heard_at")),
        row.get("lease_minutes") == null ? 0 : (Integer) row.get("lease_minutes"),
        row.get("silent_seconds") == null ? 0 : (Long) row.get("silent_seconds"),
        Boolean.TRUE.equals(row.get("expired")),
        flag,
        List.copyOf(jobs));
  }

  private static Instant instant(Object value) {
    return value == null ? null : ((Timestamp) value).toInstant();
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
