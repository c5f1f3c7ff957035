#!/usr/bin/env python3
"""Runs the pipeline through Airflow and tells what it did; --help says how."""

import contextlib

from demo.run import main

if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
