"""Stands for a jar where only its exit code and its plan matter: `plan.json` beside the run location says which.

A chunk or shard has its own exit codes under `<command>_<number>`. Words behind a code ("2 28P01") are said in the log.
"""

import json
import os
import sys
from pathlib import Path

name, arguments = sys.argv[1], sys.argv[2:]
run = Path(os.environ["RUN_LOCATION"])
run.mkdir(parents=True, exist_ok=True)
calls = run / "calls.jsonl"
plan = json.loads((run.parent / "plan.json").read_text())
known = "_".join([name, *filter(None, map(os.environ.get, ("CHUNK_ID", "SHARD")))])
before = [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []
codes = plan["exit_codes"].get(known, [0])
now = codes[min(sum(call["known"] == known for call in before), len(codes) - 1)]
code, _, words = str(now).partition(" ")
told = ("RUN_ID", "RUN_DATE", "LOOKBACK_HOURS", "ENABLE_INSERT", "BATCH_SIZE", "CHUNK_ID", "REFRESH_MODULE")
told += ("VISIT", "CONFLICT_ID", "AS_OF", "FAIL_IF", "ENABLE_GROUPS", "SHARDS", "SHARD")
told += ("MAX_VISITS_PER_KEY", "ALLOW_EMPTY_SOURCE", "TARGET_CHUNK_SIZE", "MAX_CHUNK_SIZE", "MAX_KEYS_PER_CHUNK")
shown = {variable: os.environ[variable] for variable in told if variable in os.environ}
with calls.open("a") as file:
    file.write(json.dumps({"task": name, "known": known, "arguments": arguments, "environment": shown}) + "\n")
print(f"INFO {name} ends with exit code {code} {words}".rstrip(), flush=True)
if name == "get_task02_chunks" and code == "0" and plan["rows"] is not None:
    chunks = [{"id": number, "rows": rows} for number, rows in enumerate(plan["rows"], 1)]
    (run / "task02_chunks.json").write_text(json.dumps({"chunks": chunks}))
if int(os.environ.get("SHARDS", 1)) > 1 and name.startswith("task02_") and code == "0" and plan["rows"] is not None:
    shards = [{"shard": number, "rows": rows} for number, rows in enumerate(plan["rows"], 1) if rows]
    (run / f"{name}-shards.json").write_text(json.dumps({"shards": shards}))
sys.exit(int(code))
