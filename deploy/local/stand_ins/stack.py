"""The stand-ins of one state folder: what runs, on which ports, and how to reach it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import signal
from pathlib import Path

from stand_ins import airflow_parts, postgres, processes
from stand_ins.aws import account
from stand_ins.layout import HOST, PROGRAMS, ROOT, site_packages, state_folder, venv_python

ORDER = ("postgres", "emulator", "aws", "airflow")


class Stack:
    """Starts parts that do not run yet, finds those that do, and ends them all."""

    def __init__(self, folder: Path | str | None = None, server: postgres.Server | None = None):
        self.server = server or postgres.Server()
        self.folder = state_folder(str(folder) if folder else None)
        self.file = self.folder / "state" / "state.json"
        self.state = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.state.setdefault("processes", {})

    def start(self, *parts: str) -> dict:
        """Starts these parts (default: all) and returns the state; what runs already is left alone."""
        with self.alone("parts"):
            self._note_places()
            for part in ORDER:
                if part in (parts or ORDER) and not self.runs(part):
                    getattr(self, f"_start_{part}")()
                    self._tell_aws()
                    self.save()
        return self.state

    def stop(self, parts: tuple[str, ...] = ()) -> list[str]:
        """Ends these parts (default: all, and what they left behind); returns the names of those that ran."""
        ended = []
        with self.alone("parts"):
            for part in reversed(ORDER):
                if part in (parts or ORDER):
                    ended += self._end(part)
            if not parts:
                left = processes.end_leftovers(self.folder, list(self.state["processes"].values()))
                ended += [f"{left} left-over processes"] if left else []
                self.state["processes"] = {}
            self.save()
        return ended

    def runs(self, part: str) -> bool:
        if part != "airflow":
            return self.runs_process(part)
        described = self.state.get("airflow")
        as_now = bool(described) and described["uses"] == airflow_parts.addresses(self.state)
        return as_now and all(self.runs_process(name) for name in airflow_parts.COMPONENTS)

    def runs_process(self, name: str) -> bool:
        process = self.state["processes"].get(name)
        return bool(process) and processes.is_running(process)

    def save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(".new")
        new.touch(mode=0o600)  # it holds the passwords of the stand-ins
        new.write_text(json.dumps(self.state, indent=2))
        new.replace(self.file)

    def _note_places(self) -> None:
        (self.folder / "runs").mkdir(parents=True, exist_ok=True)
        self.state |= {"root": str(ROOT), "folder": str(self.folder), "runs": str(self.folder / "runs")}
        self.state["python"] = {name: str(venv_python(name)) for name in ("standins", "airflow")}

    def _start_postgres(self) -> None:
        connection = postgres.start(self.folder, self._port_before("postgres"), self.note_process, self.server)
        self.state["postgres"] = {**connection, "dsn": postgres.dsn(connection)}

    def _start_emulator(self) -> None:
        data = self.folder / "warehouse"
        port = self._start_server("emulator", ["emulator.py", "--data", str(data)], 60)
        url = f"jdbc:snowflake://{HOST}:{port}/?ssl=off&account=local&disablePlatformDetection=true"
        login = {"account": "local", "user": "pipeline", "password": "any", "warehouse": "COMPUTE"}
        self.state["emulator"] = {"port": port, "url": url, "data": str(data), **login}

    def _start_aws(self) -> None:
        environment = self.folder / "state" / "task_environment.json"
        options = ["--environment", str(environment), "--runs", self.state["runs"]]
        options += ["--faults", str(self.folder / "faults.json")]
        port = self._start_server("aws", ["aws.py", *options], 60)
        self.state["aws"] = account.description(port)

    def _tell_aws(self) -> None:
        """The tasks find every part by the environment and the secrets that the AWS stand-in gives them."""
        if self.runs("aws"):
            account.write_task_environment(self.folder / "state" / "task_environment.json", self.state)
            account.put_secrets(self.state)

    def _start_airflow(self) -> None:
        self._end("airflow")
        port = processes.free_port(self._port_before("airflow"))
        self.state["airflow"] = airflow_parts.start(self.folder, self.state, port, self.note_process)

    def _start_server(self, part: str, program: list[str], seconds: float) -> int:
        """Starts one of our own servers, on its earlier port if that is free, and waits for its port file."""
        port_file = self.folder / "state" / f"{part}.port"
        port_file.parent.mkdir(parents=True, exist_ok=True)
        port_file.unlink(missing_ok=True)
        port = processes.free_port(self._port_before(part))
        command = [str(venv_python("standins")), str(PROGRAMS / program[0]), *program[1:]]
        command += ["--port", str(port), "--port-file", str(port_file)]
        site_packages("standins")  # says how to make the environment when it is not there
        process = processes.start(part, command, self.folder / "logs" / f"{part}.log", self.folder)
        self.note_process(process)
        processes.wait_until(lambda: processes.serving_port(port_file) > 0, process, seconds)
        return port

    def note_process(self, process: dict) -> None:
        """At once, so that `down` ends it also when it does not come up."""
        self.state["processes"][process["part"]] = process
        self.save()

    def _port_before(self, part: str) -> int:
        return self.state.get(part, {}).get("port", 0)

    def _end(self, part: str) -> list[str]:
        """PostgreSQL gets SIGINT, its fast shutdown: sessions are cut, the data are written."""
        names = airflow_parts.COMPONENTS if part == "airflow" else (part,)
        known = [self.state["processes"][name] for name in names if name in self.state["processes"]]
        seconds = 5 if part == "airflow" else 20  # its triggerer takes 10 s for nothing
        return processes.end(known, seconds, signal.SIGINT if part == "postgres" else signal.SIGTERM)

    @contextlib.contextmanager
    def alone(self, what: str):
        """Two programs that do this to the same state folder wait for each other."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with (self.file.parent / f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.state |= json.loads(self.file.read_text()) if self.file.exists() else {}
            yield
