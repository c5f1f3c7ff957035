"""The few calls of Airflow's REST API that a driver of runs needs; nothing but the standard library."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

SECONDS = 60
PAGE = 100


class Refused(Exception):
    """Airflow answered, but not with what was asked for."""

    def __init__(self, status: int, detail: str):
        super().__init__(f"Airflow answered {status}: {detail}")
        self.status = status


class Airflow:
    """One log-in to one Airflow."""

    def __init__(self, url: str, user: str, password: str):
        self._url = url.rstrip("/")
        self._token = ""
        self._token = self._call("POST", "/auth/token", {"username": user, "password": password})["access_token"]

    def is_known(self, dag: str) -> bool:
        try:
            self.dag(dag)
        except Refused as refusal:
            if refusal.status == 404:
                return False
            raise
        return True

    def dag(self, dag: str) -> dict[str, Any]:
        return self._call("GET", f"/api/v2/dags/{dag}")

    def import_errors(self) -> list[str]:
        return [error["stack_trace"] for error in self._call("GET", "/api/v2/importErrors")["import_errors"]]

    def unpause(self, dag: str) -> None:
        self._call("PATCH", f"/api/v2/dags/{dag}?update_mask=is_paused", {"is_paused": False})

    def trigger(self, dag: str, conf: dict[str, Any]) -> str:
        """Starts a run and returns its id."""
        body = {"logical_date": None, "conf": conf}
        return self._call("POST", f"/api/v2/dags/{dag}/dagRuns", body)["dag_run_id"]

    def runs(self, dag: str, states: tuple[str, ...]) -> list[str]:
        """The ids of the runs in one of these states."""
        query = urllib.parse.urlencode([("state", state) for state in states])
        return [run["dag_run_id"] for run in self._call("GET", f"/api/v2/dags/{dag}/dagRuns?{query}")["dag_runs"]]

    def get(self, path: str) -> Any:
        return self._call("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("POST", path, body)

    def patch(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("PATCH", path, body)

    def delete(self, path: str) -> None:
        self._call("DELETE", path)

    def run(self, dag: str, run: str) -> dict[str, Any]:
        return self._call("GET", self.run_path(dag, run))

    def run_state(self, dag: str, run: str) -> str:
        return self.run(dag, run)["state"]

    def tasks(self, dag: str, run: str) -> list[dict[str, Any]]:
        """Every task of a run, and every part of a mapped one."""
        found: list[dict[str, Any]] = []
        while True:
            path = f"{self.run_path(dag, run)}/taskInstances?limit={PAGE}&offset={len(found)}"
            page = self._call("GET", path)
            found += page["task_instances"]
            if len(found) >= page["total_entries"] or not page["task_instances"]:
                return found

    def log(self, dag: str, run: str, task: str, attempt: int, part: int = -1) -> list[str]:
        """The lines of one try, as a person reads them; of a mapped task those of one part."""
        path = f"{self.run_path(dag, run)}/taskInstances/{task}/logs/{attempt}?full_content=true&map_index={part}"
        lines = []
        for entry in self._call("GET", path)["content"]:
            lines += _lines(entry)
        return lines

    def run_page(self, dag: str, run: str) -> str:
        """Where a person looks at the run."""
        return f"{self._url}/dags/{dag}/runs/{urllib.parse.quote(run, safe='')}"

    @staticmethod
    def run_path(dag: str, run: str) -> str:
        return f"/api/v2/dags/{dag}/dagRuns/{urllib.parse.quote(run, safe='')}"

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            raise Refused(error.code, error.read().decode(errors="replace")[:500]) from None


def _lines(entry: dict[str, Any] | str) -> list[str]:
    if isinstance(entry, str):
        return entry.splitlines()
    lines = str(entry.get("event", "")).splitlines()
    for problem in entry.get("error_detail") or []:
        lines += f"{problem.get('exc_type')}: {problem.get('exc_value')}".splitlines()
    return lines
