"""The button beside a task that opens the report of its run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from airflow.providers.amazon.aws.hooks.base_aws import AwsGenericHook
from airflow.providers.amazon.aws.links.base_aws import BaseAwsLink
from airflow.sdk import BaseOperatorLink

from care_conflict.identity import run_name
from care_conflict.settings import Settings

REPORT = "report.html"


@dataclass(frozen=True)
class ReportLink(BaseOperatorLink):
    """Made by the worker when the task ends, so that Airflow's web server needs none of our settings."""

    name: ClassVar[str] = "Report of the run"
    settings: Settings

    def get_link(self, operator: Any, *, ti_key: Any) -> str:  # noqa: ARG002
        run = run_name(ti_key.dag_id, ti_key.run_id)
        if self.settings.report_address:
            return f"{self.settings.report_address}/{quote(run, safe='')}/{REPORT}"
        return self._in_the_console(f"{self.settings.run_location}/{run}/{REPORT}")

    def _in_the_console(self, location: str) -> str:
        """The page of an S3 object in AWS's console, for people who may read the bucket."""
        bucket, _, key = location.removeprefix("s3://").partition("/")
        hook = AwsGenericHook(self.settings.aws_connection, region_name=self.settings.aws_region, client_type="s3")
        domain = BaseAwsLink.get_aws_domain(hook.conn_partition)
        where = urlencode({"region": hook.conn_region_name, "prefix": key})
        return f"https://console.{domain}/s3/object/{bucket}?{where}"


def report_links(settings: Settings) -> list[ReportLink]:
    """The link, unless no browser could open it: a folder that nothing serves."""
    can_be_opened = settings.report_address or settings.run_location.startswith("s3://")
    return [ReportLink(settings)] if can_be_opened else []
