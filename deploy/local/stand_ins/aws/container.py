"""One container of a task: a real process with its log, its time to stop and its exit code."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

SECONDS_TO_STOP = 30
KEPT_FROM_THIS_MACHINE = ("PATH", "HOME", "JAVA_HOME", "TMPDIR")
OF_THE_IMAGE = {"LANG": "C.UTF-8"}


class CannotStart(Exception):
    """What ECS calls CannotStartContainerError."""


class Container:
    """Starts in the thread that then waits for its end: the process dies with that thread, so it survives nothing."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Callable[[bytes], None], seconds: int):
        self.command, self.environment, self.log, self.seconds_to_stop = command, environment, log, seconds
        self._process: subprocess.Popen | None = None
        self._stopping = threading.Event()

    def start(self) -> int:
        """Starts the process and returns its id."""
        self._check()
        try:
            self._process = subprocess.Popen(
                [*_dies_with_us(), *self.command],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotStart(str(error)) from error
        return self._process.pid

    def wait(self) -> int:
        """Passes the output on line by line until the process has ended; its exit code as a container's."""
        process = self._process
        reader = threading.Thread(target=self._read, daemon=True)
        reader.start()
        code = process.wait()
        self._signal_all(signal.SIGKILL)  # a container ends with its first process
        reader.join(5)
        return code if code >= 0 else 128 - code

    def stop(self) -> None:
        """SIGTERM to the process, and SIGKILL to all of it when its time to stop is over."""
        if self._process is None or self._stopping.is_set():
            return
        self._stopping.set()
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        threading.Thread(target=self._kill_later, daemon=True).start()

    def kill(self) -> None:
        self._signal_all(signal.SIGKILL)

    def _check(self) -> None:
        program = self.command[0] if self.command else ""
        if not program or not shutil.which(program, path=self.environment.get("PATH")):
            raise CannotStart(f'exec: "{program}": executable file not found in $PATH')
        jar = self.command[self.command.index("-jar") + 1] if "-jar" in self.command[:-1] else None
        if jar and not Path(jar).exists():
            raise CannotStart(f"{jar} is not there: build it with ./mvnw package")

    def _read(self) -> None:
        for line in self._process.stdout:
            self.log(line.removesuffix(b"\n"))

    def _kill_later(self) -> None:
        try:
            self._process.wait(self.seconds_to_stop)
        except subprocess.TimeoutExpired:
            self._signal_all(signal.SIGKILL)

    def _signal_all(self, which: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
            os.killpg(self._process.pid, which)


def base_environment() -> dict[str, str]:
    """What a container gets from the image, and from this machine what programs need to run at all."""
    return OF_THE_IMAGE | {name: os.environ[name] for name in KEPT_FROM_THIS_MACHINE if name in os.environ}


def _dies_with_us() -> list[str]:
    """On Linux the process gets SIGKILL when the endpoint is killed itself."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []
