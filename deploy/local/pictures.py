#!/usr/bin/env python3
"""Makes the pictures of explain, of preview and of the money at stake that README and docs show (make pictures).

    .local/venv/standins/bin/python deploy/local/pictures.py [--visits 20000] [--into docs/images]

One run over invented data of the demo, without Airflow; then a Chromium or Chrome takes the pictures, without a window
and without a network. Another one than that on the PATH is named in the variable CHROMIUM.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from bench.run import Runner, watch
from stand_ins.layout import LOCAL, ROOT
from stand_ins.prepare import Preparation
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=2000")
EXPLAIN, PREVIEW, REPORT = "explain.html", "preview.html", "report.html"
# By picture: which page, what of it is shown, how wide, how high at most. A picture is no place to scroll.
PICTURES = {
    "explain": (EXPLAIN, "pre { font-size: 11px }", 1400, 1300),
    "preview": (PREVIEW, "", 960, 900),
    "money": (REPORT, "main > *:not([aria-labelledby=money]) { display: none }", 960, 770),
}
# Two visits that overlap by a part, found by the run and not before: both bars and both texts say something.
PAIR = """
    select m."VisitID"::text, m."ConVisitID"::text from conflictvisitmaps m
    join pipeline_history h on h.map_row_id = m."ID" and h.what = 'found'
    where m."StatusFlag" in ('U', 'N') and m."VisitTimeOverAnotherVisitTimeFlag" = 'Y' and m."DistanceFlag" = 'N'
    order by 1, 2 limit 1"""
MARGIN, MOST_TRIES = 20, 8
MEASURED = re.compile(r'data-height="(\d+)"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=20_000, help="of the invented data")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images", help="the folder of the pictures")
    arguments = parser.parse_args()
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("No Chromium here: apt install chromium (Debian), or name a Chrome in the variable CHROMIUM.")
    stack = Stack(LOCAL / "pictures")
    shutil.rmtree(stack.folder / "runs", ignore_errors=True)
    try:
        pages = make_pages(stack, arguments.visits)
    except PartFailed as failure:
        sys.exit(str(failure))
    finally:
        stack.stop()
    for name, (page, style, width, most) in PICTURES.items():
        file = arguments.into / f"{name}.png"
        take(browser, pages / page, style, (width, most), file)
        print(f"{file}: {file.stat().st_size:,} bytes")


def make_pages(stack: Stack, visits: int) -> Path:
    """A preview, the run, and one pair of it explained; returns where their pages are."""
    stack.start("postgres")
    preparation = Preparation(stack, lambda text: print(text, flush=True))
    preparation.make_data({"visits": visits, "seed": 1}, replica=False)
    stack.start("emulator")
    runner, run = Runner(stack, None), "pictures"
    runner.preview(run)
    runner.run(run)
    pages = stack.folder / "runs" / run
    connection = stack.state["postgres"]
    with psycopg.connect(connection["dsn"], options=f"-c search_path={connection['schema']},public") as session:
        pair = session.execute(PAIR).fetchone()
    entry_point = runner.definitions.find("explain")["containerDefinitions"][0]["entryPoint"]
    command = [*map(runner.definitions.command, entry_point), "--html", str(pages / EXPLAIN)]
    command += [word for visit in pair for word in ("--visit", visit)]
    log = stack.folder / "logs" / "explain.log"
    exit_code, _ = watch(command, {**runner.environment, "RUN_ID": run}, log)
    if exit_code:
        raise PartFailed("explain", f"it ended with exit code {exit_code}", log)
    return pages


def take(browser: str, page: Path, style: str, size: tuple[int, int], file: Path) -> None:
    """A picture of a page as it is with this style, so wide, and as high as it is, up to so many dots."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    measure = "document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().bottom)"
    with tempfile.TemporaryDirectory() as folder:
        shown, profile = Path(folder) / "page.html", f"--user-data-dir={folder}/profile"
        shown.write_text(f"{text}<style>{style}</style><script>{measure}</script>", encoding="utf-8")
        ask = [browser, *QUIET, profile, f"--window-size={size[0]},600"]
        told = subprocess.run([*ask, "--dump-dom", shown.as_uri()], capture_output=True, text=True, check=True).stdout
        height = min(size[1], int(MEASURED.search(told)[1]) + MARGIN)
        ask[-1] = f"--window-size={size[0]},{height}"
        before = b""
        for _ in range(MOST_TRIES):  # on a busy machine a part of a picture may be missing
            subprocess.run([*ask, f"--screenshot={file}", shown.as_uri()], capture_output=True, check=True)
            before, last = file.read_bytes(), before
            if before == last:
                return
    sys.exit(f"{file} comes out otherwise each time: is the machine busy?")


if __name__ == "__main__":
    main()
