#!/usr/bin/env python3
"""Measures: every task of a run (tasks, where none is named), detection in chunks, the start of a task,
a usual day with and without the history, every task beside the older container, or three nights at production's size.

.local/venv/standins/bin/python deploy/local/bench.py [tasks|chunked|day|start|peer|production] [--help]
"""

import importlib
import sys

KINDS = ("tasks", "chunked", "day", "start", "peer", "production")


def main() -> None:
    kind = sys.argv.pop(1) if sys.argv[1:] and sys.argv[1] in KINDS else KINDS[0]
    importlib.import_module(f"bench.{kind}").main()


if __name__ == "__main__":
    main()
