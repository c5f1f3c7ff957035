"""What the parts of a state folder are doing on this machine: their processes, and where these listen. Linux only."""

from __future__ import annotations

from pathlib import Path

from stand_ins import processes

LOOPBACK = "0100007F"  # 127.0.0.1 as Linux writes it in its table of sockets


def marked(folder: Path) -> list[int]:
    """Processes that say in their environment that they belong to this state folder."""
    return processes._leftovers(folder, [])


def listening_addresses(pids: list[int]) -> set[str]:
    """The addresses on which these processes listen, as /proc/net shows them."""
    sockets = set()
    for pid in pids:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            target = str(entry.readlink()) if entry.is_symlink() else ""
            sockets |= {target[8:-1]} if target.startswith("socket:[") else set()
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in sockets:
                found.add(fields[1].partition(":")[0])
    return found
