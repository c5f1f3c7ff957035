"""Starts the parts of the stand-ins as processes, finds them again, and ends them: only those, and all of them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from stand_ins.layout import HOST

PROC = Path("/proc")
MARK = "CONFLICT_LOCAL_PART_OF"  # in the environment of everything we start, and of what that starts
LOG_TAIL = 15


class PartFailed(Exception):
    """A part did not come up: which, why, and where its log is."""

    def __init__(self, part: str, why: str, log: Path):
        tail = "\n".join(f"  {line}" for line in _tail(log))
        ending = f", and ends with\n{tail}" if tail else ""
        super().__init__(f"{part} did not come up: {why}. Its log is {log}{ending}")


def start(part: str, command: list[str], log: Path, state: Path, **options) -> dict:
    """Starts a part in a session of its own and returns what identifies it later."""
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {**(options.pop("env", None) or os.environ), MARK: str(state)}
    with log.open("ab") as out:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment,
            **options,
        )
    return {"part": part, "pid": child.pid, "started": start_time(child.pid), "log": str(log)}


def wait_until(ready: Callable[[], bool], process: dict, seconds: float) -> None:
    """Waits until a part answers; raises PartFailed when it ends or needs longer than it may."""
    end = time.monotonic() + seconds
    while not ready():
        log = Path(process["log"])
        if not is_running(process):
            raise PartFailed(process["part"], "its process ended", log)
        if time.monotonic() > end:
            raise PartFailed(process["part"], f"it did not answer within {seconds:.0f} s", log)
        time.sleep(0.1)


def start_time(pid: int) -> str:
    """When a process started, as the system tells it; empty when it is gone or a zombie. With the pid it is unique."""
    if PROC.joinpath("self/stat").exists():
        fields = _stat(pid)
        return fields[19] if fields and fields[0] != "Z" else ""
    shown = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return "" if shown.startswith("Z") else shown.partition(" ")[2].strip()


def command_line(pid: int) -> str:
    if PROC.joinpath("self/stat").exists():
        with contextlib.suppress(OSError):
            return PROC.joinpath(str(pid), "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


def is_running(process: dict) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process["pid"], os.WNOHANG)  # takes in our own child, so that it does not stay as a zombie
    return bool(process["started"]) and start_time(process["pid"]) == process["started"]


def end(parts: list[dict], seconds: float, first: int = signal.SIGTERM) -> list[str]:
    """Asks parts to end, all at once, and kills those that do not; returns the names of those that were there."""
    running = [process for process in parts if is_running(process)]
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process["pid"], first)
    if not _gone_within(lambda: not any(map(is_running, running)), seconds):
        for process in filter(is_running, running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process["pid"], signal.SIGKILL)
        _gone_within(lambda: not any(map(is_running, running)), 5)
    return [process["part"] for process in running]


def end_leftovers(state: Path, sessions: list[dict]) -> int:
    """Ends what the parts left behind: members of their sessions, and processes that carry our mark. Linux only."""
    left = _leftovers(state, sessions)
    for pid in left:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGTERM)
    if left and not _gone_within(lambda: not _leftovers(state, sessions), 5):
        for pid in _leftovers(state, sessions):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        _gone_within(lambda: not _leftovers(state, sessions), 5)
    return len(left)


def free_port(preferred: int = 0) -> int:
    """A free TCP port of this machine; the one that was used before, if it is still free."""
    for port in (preferred, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return probe.getsockname()[1]
    raise OSError("no free TCP port")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def serving_port(port_file: Path) -> int:
    """The port that a part wrote down when it was ready to answer; 0 while it has not."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        return int(port_file.read_text())
    return 0


def _gone_within(gone: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not gone():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _leftovers(state: Path, sessions: list[dict]) -> list[int]:
    if not PROC.joinpath("self/stat").exists():
        return []
    known = {process["pid"]: int(process["started"] or 0) for process in sessions}
    mark = f"{MARK}={state}".encode()
    entries = (entry for entry in PROC.iterdir() if entry.name.isdigit())
    return [int(entry.name) for entry in entries if _is_left_over(entry, known, mark)]


def _is_left_over(entry: Path, known: dict[int, int], mark: bytes) -> bool:
    fields = _stat(int(entry.name))
    if not fields or fields[0] == "Z":
        return False
    session, began = int(fields[3]), int(fields[19])
    if session in known and known[session] and began >= known[session]:
        return True
    try:
        return mark in entry.joinpath("environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent, group, session ... start time."""
    try:
        return PROC.joinpath(str(pid), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _tail(log: Path) -> list[str]:
    try:
        return log.read_text(errors="replace").splitlines()[-LOG_TAIL:]
    except OSError:
        return []
