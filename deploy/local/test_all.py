#!/usr/bin/env python3
"""Everything that is checked, one after the other; all of it runs, and the end says what failed."""

from __future__ import annotations

import subprocess
import sys
import time

import bootstrap
from layout import ROOT, venv_python


def main() -> None:
    environments = ("standins", "airflow", "aws")
    for environment in environments:
        bootstrap.ensure(environment)
    standins, airflow, aws = (str(venv_python(name)) for name in environments)
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
    checks = {
        "Python: lint": [standins, "-m", "ruff", "check", "."],
        "Python: format": [standins, "-m", "ruff", "format", "--check", "."],
        "Java: build, gates and tests": ["./mvnw", "-B", "-ntp", "verify"],
        "Stand-ins": [standins, *pytest, "deploy/local", "--ignore=deploy/local/scenarios"],
        "Supply chain": [standins, *pytest, "deploy/supply_chain"],
        "DAGs": [airflow, *pytest, "dags/tests"],
        "Airflow": [standins, *pytest, "deploy/local/scenarios", "-m", "not long"],  # with the jars built above
        "AWS": [standins, *pytest, "deploy/aws/tests"],
        "AWS: checkov": [aws, "deploy/aws/check.py"],
    }
    results = {name: run(name, command) for name, command in checks.items()}
    print("\n" + "=" * 72)
    for name, (code, seconds) in results.items():
        print(f"  {name:<32}{'passed' if code == 0 else f'FAILED (exit code {code})':<26}{seconds:6.0f} s")
    failed = sum(1 for code, _ in results.values() if code)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def run(name: str, command: list[str]) -> tuple[int, float]:
    print(f"\n=== {name}: {' '.join(command[1:] if command[0].endswith('python') else command)}", flush=True)
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT).returncode
    return code, time.monotonic() - started


if __name__ == "__main__":
    main()
