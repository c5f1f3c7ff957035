"""Runs a command and writes down its exit code and its resident peak: child.py FILE COMMAND ...

A process of its own, and a small one: what a command's peak is told to be includes what started it.
"""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    file, *command = sys.argv[1:]
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    told = {"exit_code": os.waitstatus_to_exitcode(status), "megabytes": usage.ru_maxrss / 1024}
    Path(file).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
