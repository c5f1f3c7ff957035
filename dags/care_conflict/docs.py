"""What each task does and what to do when it fails: shown in Airflow beside the task."""

REPORT_DOC = """
The button *Report of the run* in the tab *Details* opens what was written about the run at its end.
"""
TASK_DOCS = {
    "wait_until_idle": """
Waits until no other run holds the lock (`InProgressFlag` is not 1). It holds no worker slot meanwhile. A lock whose
lease has ended counts as free: preflight takes it over.

**When it fails** at its limit, the log names the run that holds the lock. Look whether that run is still going; if not,
release the lock with `run_lock release --run-id …`. It also fails, at once, when the run was started with a parameter
that does not exist, or with `fail_if` and without `preview`, where Airflow keeps params back (`[core]
dag_run_conf_overrides_params` is False), and where the database lacks what this version reads: run `migrate`.
""",
    "task00_preflight": """
Checks the configuration, both databases and the required tables; looks whether the source is fit to run on (step
`source`: columns and types, its last refresh, visits compared with earlier runs, providers whose feed broke off). Then
takes the lock, sets `InProgressFlag` to 1, switches the cron job off, advances identity sequences, and vacuums and
analyzes the tables. A provider that is on hold is a warning: the run goes on and resolves nothing of it.

**When it fails** with exit code 2 the log lists every problem of the configuration, every missing table (`migrate`
makes the pipeline's own), every column that is missing or of another type. Exit code 3: another run held the lock for
longer than this one waits; the log names it. Exit code 4: the source is not fit; nothing was taken. The log says what
was measured, what was expected, and which parameter lets it pass this once. Mend the
source and clear this task, or start a run with that parameter.

**While it waits** for its source (`wait_for_source_minutes`), or for a run that took the lock a moment before it, it is
*up for reschedule*; its log says when it looks again, and until when.
""",
    "task01_copy_to_staging": """
Adds payer reminders that are missing and corrects those whose names changed; then replaces `conflictlog_staging` with
the picture of all conflicts as they are before detection. Readers see the old picture until the new one is complete.

**When it fails** the old picture stays: clear it to run it again. A warning that the table was refilled in place names
what keeps it from being swapped.
""",
    "task02_00_conflict_update": """
Detects conflicts among the visits that changed and the visits of the same caregiver on the same day; inserts new ones,
updates changed ones, resolves those that are no longer found. What people whitelisted or ignored stays as it is, and so
does what belongs to a provider on hold or is older than the source shows.

**When it fails** its current transaction is rolled back and nothing is half written: clear it to run it again.
Exit code 4: a cleanup would have resolved implausibly much, so it resolved nothing; what was inserted and updated
stays. The log names the counts by provider: clear it when the source is whole again, or start a run with the parameter
`max_resolve_percent` that it names.
""",
    "task02_01_inservice_conflict": """
Detects visits during in-service events (training) of the same person at another agency, over the whole window; writes
what is new or changed, and resolves what is no longer found. With `enable_inservice` off it ends at once.

**When it fails** its current transaction is rolled back and nothing is half written: clear it to run it again.
Exit code 4: a cleanup would have resolved implausibly much, so it resolved nothing; what was inserted and updated
stays. The log names the counts by provider: clear it when the source is whole again, or start a run with the parameter
`max_resolve_percent` that it names.
""",
    "plan_shards": """
Detects as the task beside it does, once, and leaves what it found in tables of the warehouse, dealt out to as many
shards as the param `shards` says; no conflict is written yet. Skipped where `shards` is 1.

**When it fails** it has dropped its tables and nothing is written: clear it with the defaults. Exit codes are those of
the detection that it plans.
""",
    "write_shard": """
One shard: reads what was detected of its visits, compares, inserts what is new and updates what changed. Its name says
its number and rows; one without rows is skipped.

**When it fails** its current transaction is rolled back, the others go on, and the next detection does not run. Clear
that shard with the defaults: detection runs anew before it, finish behind it; of the shards it alone, with what follows
and preflight and postflight around. What other shards have written stays and is not written again.
""",
    "finish_detection": """
Resolves what is no longer found, over all shards; of a shard that failed nothing is resolved, and the log says how many
rows are held back. Then drops the tables that the shards were read from. Runs also where shards failed or a person
stopped the run; not where the plan failed, which drops its tables itself.

**When it fails** clear it with the defaults: it needs the plan no more, and what it has done is not done again. Exit
code 2 is one of two: nobody began with shards that have rows (made anew, a detection found rows of one that had been
skipped): clear those shards instead; or another run has had the lock since: clear `plan_shards`. Exit code 4: a cleanup
would have resolved implausibly much, so it resolved nothing; what was inserted and updated stays. The log names the
counts by provider: clear `plan_shards` of the same detection when the source is whole again, or start a run with the
parameter `max_resolve_percent` that it names.
""",
    "task03_status_management": """
Sixteen steps that carry statuses between conflicts and their rows, mark conflicts of deleted visits, compute the
columns that dashboards read, and give conflicts that hang together a group; then the money at stake. `only_steps` runs
some of them, `enable_phase_b` off leaves deleted visits and money out, `enable_groups` off the groups, `enable_money`
off the money alone. In `conflict_management_chunked` it runs without deleted visits and money, which Snowflake knows:
after the chunks, if none of them failed, where `with_status_management` is on.

**When it fails** its log and the report name the steps that failed; the other steps were done all the same. Clear it to
run it again: a step that was done finds nothing more to do. Exit code 4: more rows are marked as not found again than
is plausible, so none of them was resolved; the log names the counts by provider and the parameter,
`max_resolve_percent`.
""",
    "task99_postflight": """
Runs whatever the tasks before it came to: vacuums, refreshes the materialized view, puts the cron job back, sets
`InProgressFlag` to 0, releases the lock, and writes `report.html` into the folder of the run.

**When it fails** the flag, the cron job or the lock may still be taken: clear it alone. If it fails again,
`run_lock show` tells who holds the lock and `run_lock release --run-id …` gives everything back.
""",
    "run_result": """
Decides what the run came to: it fails when any task before it did not succeed, and with it the run.

**When it fails** the cause is in the task that its log names. Clear that task; this one runs again by itself.
""",
    "lease_ended": """
Looks whether a run that was not heard of for the length of its lease still holds the lock. Skipped where none does,
which is the usual case.

**When it fails** it could not ask the database: look at the connection that the log names, or run `migrate` where it
says so.
""",
    "run_lock": """
Gives back what a dead run holds: cron job, `InProgressFlag`, lock.

**When it fails** the log says what could not be given back; `run_lock show` tells who holds the lock now.
""",
    "run_lock_acquire": """
Takes the lock, which `conflict_management` takes too, and sets `InProgressFlag` to 1.

**While it waits** for a run that took the lock a moment before it, it is *up for reschedule*; its log says when it
looks again, and until when.

**When it fails** with exit code 3 that run held the lock for longer than it waits: wait for its end, then clear this
task. `run_lock show` tells who holds the lock.
""",
    "run_lock_release": """
Runs whatever the tasks before it came to: sets `InProgressFlag` to 0 and releases the lock, if it is this run's own.

**When it fails** the lock may still be taken: clear it alone. `run_lock show` tells who holds the lock, and
`run_lock release --run-id …` gives it back.
""",
    "task_01": """
As `task01_copy_to_staging`, with the replica's tables in place of Snowflake's: adds payer reminders that are missing,
corrects those whose names changed, and replaces `conflictlog_staging`.

**When it fails** the old picture stays: clear it to run it again. Exit code 2 names what the replica lacks.
""",
    "task_02": """
Looks at all stored conflicts of the window in one go: rewrites what changed, marks what is no longer found for status
management. Skipped unless the run was started with `mode` = sequential.

**When it fails** what it has written so far stays: clear it to run it again, and it goes on. Exit code 4: it would
have marked implausibly much, so it marked nothing and kept the rest; the log names the counts by provider and the
parameter, `max_resolve_percent`.
""",
    "get_task02_chunks": """
Counts the stored conflicts by day and person and cuts them into chunks: `task02_chunks.json` in the folder of the run,
and the list that the next task is mapped over. No conflicts, no chunks: the run is a success.

**When it fails** nothing is planned: clear it to run it again. More chunks than Airflow maps a task over: its log says
which parameters or setting to raise.
""",
    "process_task02_chunk": """
One chunk, in one transaction: looks at its stored conflicts as they are now, rewrites what changed, marks what is no
longer found for status management. Its name says its number and rows.

**When it fails** the chunk is rolled back, the others go on. Clear that chunk: it runs alone, and what was done in this
run is not done again. Exit code 2 with a plan that is missing or damaged: clear `get_task02_chunks`. Exit code 4: it
would have marked implausibly much, so it marked nothing and kept the rest; the log names the counts by provider and the
parameter, `max_resolve_percent`.
""",
    "summarize_task02_chunks": """
Runs whatever the tasks before it came to, and tells it in `report.html` in the folder of the run, and by mail where
that is set up: totals, the slowest chunks, those that failed, rows by rule, the steps of status management, warnings.

**When it fails** only its report is missing: clear it alone.
""",
    "validate_config": """
Shows each parameter, its value and where it came from; secrets only as set or not set. Connects to nothing.

**When it fails** the log lists every problem at once: mend them all, then clear this task.
""",
    "test_connections": """
Tries PostgreSQL and Snowflake: host, version, role, latency, the tables that are there and those that are missing, a
temporary table; and says what preflight would say of the source.

**When it fails** the log says for each database what is wrong and what to do about it. A source that preflight would
end on with exit code 4 is told, and fails nothing here.
""",
    "explain": """
Says of the visits or the conflict that the form names why they are a conflict, or why not: every gate, the seven rules,
the smallest change that would turn it, the stored rows and what the next run would do; of what is in no pair its own
gates. Without a name and without an SSN. Skipped where the form names none; that there is no conflict (exit code 10) is
an answer, no failure.

**When it fails** with exit code 2 what was asked is no visit or no conflict: the log says what; start it again.
""",
    "history": """
Tells what happened to the conflict that the form names and to its map rows: what, when, by whom, from what to what;
with `as_of` how they were then. Without a name and without an SSN. Skipped where the form names no conflict.

**When it fails** with exit code 2 the history does not reach back so far, or `migrate` has not made it: the log says
which.
""",
    "preview": """
Says what a run with these parameters would change: the statements of the run's own tasks, on tables that only this task
has. No lock, no flag, no row is touched, and a run may go on meanwhile. Counts, the largest shifts and the money are in
the log, and in `preview.html` in the folder of the run. That nothing would change (exit code 11) is an answer, no
failure.

**When it fails** with exit code 12 a condition of `fail_if` holds: the log says which, and what was measured. Exit code
4: the run would end so; the log says at which task, and why.
""",
}
