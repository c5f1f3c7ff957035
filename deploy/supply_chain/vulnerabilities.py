#!/usr/bin/env python3
"""Asks the OSV database whether what the project is made of has known vulnerabilities (make check-vulnerabilities).

    python3 deploy/supply_chain/vulnerabilities.py [--required] [--sbom FILE ...]

Asked are the libraries of every jar, the pinned Python packages, and the SBOMs that are named (the image's). Where the
database does not answer, nothing is said of them: the state is "not checked", with the day of the last answer, and the
exit code is 0 (2 with --required, for a build that must know). 1: there are vulnerabilities that nobody has accepted in
accepted_vulnerabilities.json.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request
from datetime import UTC, date, datetime
from pathlib import Path

import components

DATABASE = "https://api.osv.dev"
AT_ONCE, SECONDS = 500, 30
ACCEPTED = Path(__file__).resolve().parent / "accepted_vulnerabilities.json"
KEPT = components.ROOT / ".local" / "vulnerabilities.json"


class NoAnswer(Exception):
    """Why the database said nothing."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Known vulnerabilities of what the project is made of.")
    parser.add_argument("--required", action="store_true", help="exit code 2 where the database does not answer")
    parser.add_argument("--sbom", type=Path, action="append", default=[], help="a CycloneDX file to ask about, too")
    parser.add_argument("--database", default=os.environ.get("OSV_URL", DATABASE), help="an OSV server (OSV_URL)")
    parser.add_argument("--kept", type=Path, default=KEPT, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    try:
        purls = asked(chosen.sbom)
    except components.NotThere as missing:
        print(f"NOT CHECKED: {missing}")
        return 2
    try:
        found = ask(chosen.database, purls)
    except NoAnswer as reason:
        print(not_checked(reason, len(purls), chosen.kept))
        return 2 if chosen.required else 0
    now = datetime.now(UTC)
    chosen.kept.parent.mkdir(parents=True, exist_ok=True)
    chosen.kept.write_text(
        json.dumps({"asked_at": now.isoformat(timespec="seconds"), "packages": purls, "found": found})
    )
    return report(found, json.loads(ACCEPTED.read_text()), len(purls), now.date())


def asked(sboms: list[Path]) -> list[str]:
    """The package URLs, each once."""
    purls = {component.purl for component in components.of_jars()}
    for file in components.REQUIREMENTS.glob("*.txt"):
        purls |= {component.purl for component in components.of_requirements(file.stem)}
    for sbom in sboms:
        listed = json.loads(sbom.read_text())["components"]
        purls |= {entry["purl"] for entry in listed if "purl" in entry and entry.get("group") != components.OWN}
    return sorted(purls)


def ask(database: str, purls: list[str]) -> dict[str, list[str]]:
    """The ids of vulnerabilities by package URL; NoAnswer unless every single package was answered for."""
    found: dict[str, list[str]] = {}
    waiting = [{"package": {"purl": purl}} for purl in purls]
    while waiting:
        now, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        results = _post(f"{database}/v1/querybatch", {"queries": now}).get("results", [])
        if len(results) != len(now):
            raise NoAnswer(f"{len(results)} answers to {len(now)} questions")
        for query, result in zip(now, results, strict=True):
            ids = [vulnerability["id"] for vulnerability in result.get("vulns", [])]
            if ids:
                found.setdefault(query["package"]["purl"], []).extend(ids)
            if result.get("next_page_token"):
                waiting.append({**query, "page_token": result["next_page_token"]})
    return found


def report(found: dict[str, list[str]], accepted: dict[str, dict[str, str]], packages: int, today: date) -> int:
    """Prints what is found; 1 where something of it is not accepted, or not any more."""
    open_ones = 0
    for purl, ids in sorted(found.items()):
        for each in sorted(set(ids)):
            entry = accepted.get(each)
            holds = entry is not None and date.fromisoformat(entry["until"]) >= today
            open_ones += not holds
            why = f"accepted until {entry['until']}: {entry['why']}" if holds else "OPEN"
            print(f"{purl}  {each}  {why}")
    print(f"CHECKED on {today}: {packages} packages, {open_ones} open vulnerabilities")
    return 1 if open_ones else 0


def not_checked(reason: Exception, packages: int, kept: Path) -> str:
    """No all-clear: what is not known, and from when the last knowledge is."""
    if not kept.exists():
        return f"NOT CHECKED: {reason}. {packages} packages; the database has never answered here."
    last = json.loads(kept.read_text())
    count = sum(len(set(ids)) for ids in last["found"].values())
    return (
        f"NOT CHECKED: {reason}. {packages} packages; the last answer is of {last['asked_at']}: {count} "
        f"vulnerabilities known then, accepted ones included, of {len(last['packages'])} packages."
    )


def _post(address: str, body: dict) -> dict:
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)
    except (OSError, ValueError) as error:  # URLError is an OSError; no JSON is a ValueError
        raise NoAnswer(f"{address} does not answer ({error})") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
