#!/usr/bin/env python3
"""Writes the hashes of every file that the registry serves for a pinned requirement beside it.

    python3 deploy/local/pin.py standins|airflow|... [--check]

Pins are changed by hand (deploy/local/requirements/<name>.txt, every line name==version); this adds their hashes and
leaves everything else as it is. --check only says whether one is missing. It needs uv, or makes it a place of its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap import requirements, without_hashes

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?==\S+")
LOCKED = re.compile(r"^(?P<name>[a-z0-9-]+)==\S+[^\n]*(?P<hashes>(?: \\\n    --hash=\S+)+)", re.MULTILINE)


def main(name: str, check: bool) -> None:
    path = requirements(name)
    if check:
        missing = unlocked(path.read_text())
        sys.exit(f"{path.name}: no hash for {', '.join(missing)}" if missing else 0)
    pins = without_hashes(path.read_text())
    found = _hashes(pins)
    lines = [line + found[_canonical(line)] if PIN.match(line) else line for line in pins.splitlines()]
    path.write_text("\n".join(lines) + "\n")
    print(f"{path.name}: {len(found)} packages, {sum(hashes.count('--hash') for hashes in found.values())} hashes")


def unlocked(text: str) -> list[str]:
    """The requirements that have no hash or no exact version."""
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    return [line.split()[0] for line in lines if not (PIN.match(line) and line.endswith(" \\"))]


def _hashes(pins: str) -> dict[str, str]:
    """By canonical name, as they follow the requirement."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pins.txt"
        source.write_text(pins)
        options = ["--no-deps", "--generate-hashes", "--no-annotate", "--no-header", "--quiet", "--no-cache"]
        command = [_uv(Path(folder)), "pip", "compile", *options, str(source)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"uv cannot say the hashes: {done.stderr.strip()}")
    return {match["name"]: match["hashes"] for match in LOCKED.finditer(done.stdout)}


def _uv(folder: Path) -> str:
    found = shutil.which("uv")
    if not found:
        subprocess.run([sys.executable, "-m", "venv", str(folder / "uv")], check=True)
        found = str(folder / "uv/bin/uv")
        subprocess.run([str(folder / "uv/bin/python"), "-m", "pip", "install", "--quiet", "uv"], check=True)
    return found


def _canonical(line: str) -> str:
    return re.sub(r"[-_.]+", "-", PIN.match(line)["name"]).lower()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: pin.py NAME [--check]")
    main(sys.argv[1], sys.argv[2:] == ["--check"])
