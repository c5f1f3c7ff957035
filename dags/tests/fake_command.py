"""Stands for a jar where only its exit code matters: `plan.json` in the run location's parent says which."""

import json
import os
import sys
from pathlib import Path

name, arguments = sys.argv[1], sys.argv[2:]
run = Path(os.environ["RUN_LOCATION"])
run.mkdir(parents=True, exist_ok=True)
calls = run / "calls.jsonl"
before = [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []
codes = json.loads((run.parent / "plan.json").read_text()).get(name, [0])
code = codes[min(sum(call["task"] == name for call in before), len(codes) - 1)]
told = ("RUN_ID", "LOOKBACK_HOURS", "ENABLE_INSERT", "BATCH_SIZE")
shown = {variable: os.environ[variable] for variable in told if variable in os.environ}
with calls.open("a") as file:
    file.write(json.dumps({"task": name, "arguments": arguments, "environment": shown}) + "\n")
print(f"INFO {name} ends with exit code {code}", flush=True)
sys.exit(code)
