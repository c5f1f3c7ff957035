"""When a DAG starts by itself."""

from __future__ import annotations

from airflow.sdk import CronTriggerTimetable

from care_conflict.settings import Settings


def schedule(cron: str | None, settings: Settings) -> CronTriggerTimetable | None:
    """In the zone of the settings: Airflow reads a bare cron expression in a zone of its own."""
    return CronTriggerTimetable(cron, timezone=settings.schedule_timezone) if cron else None
