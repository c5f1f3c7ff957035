"""Airflow's four components, each a process of its own, with metadata in the local PostgreSQL."""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from bootstrap import requirements
from stand_ins import postgres, processes
from stand_ins.layout import HOST, ROOT, venv_python

COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer")
LOCAL_ONLY = ["--skip-serve-logs"]  # their log servers listen on all interfaces
OPTIONS = {"scheduler": LOCAL_ONLY, "triggerer": LOCAL_ONLY}
USER = "admin"
DATABASE = "airflow"
SECONDS_TO_START = 180


def start(folder: Path, state: dict, port: int, started: Callable[[dict], None]) -> dict:
    """Starts the four components, tells each to `started`, and waits until all say that they are healthy."""
    home = folder / "airflow"
    home.mkdir(parents=True, exist_ok=True)
    environment = _environment(home, state, port)
    _prepare_database(home, state, environment)
    running = {}
    for name in COMPONENTS:
        running[name] = _start_component(name, folder, environment)
        started(running[name])
    for name, process in running.items():
        processes.wait_until(lambda name=name: _healthy(port, name), process, SECONDS_TO_START)
    return {
        "port": port,
        "url": f"http://{HOST}:{port}",
        "user": USER,
        "password_file": str(home / "passwords.json"),
        "home": str(home),
        "uses": addresses(state),
    }


def start_again(name: str, folder: Path, state: dict) -> dict:
    """Starts one component that ended, as a service manager does."""
    process = _start_component(name, folder, command_environment(state))
    processes.wait_until(lambda: _healthy(state["airflow"]["port"], name), process, SECONDS_TO_START)
    return process


def addresses(state: dict) -> list[int]:
    """The ports that the components were told at their start: on others they must be started again."""
    return [state["postgres"]["port"], state["aws"]["port"]]


def password(state: dict) -> str:
    return json.loads(Path(state["airflow"]["password_file"]).read_text())[USER]


def command_environment(state: dict) -> dict[str, str]:
    """The environment in which the airflow command, or a test, sees the same installation."""
    return _environment(Path(state["airflow"]["home"]), state, state["airflow"]["port"])


def _start_component(name: str, folder: Path, environment: dict[str, str]) -> dict:
    command = [str(_airflow()), name, *OPTIONS.get(name, [])]
    log = folder / "logs" / f"airflow-{name}.log"
    return processes.start(name, command, log, folder, env=environment, cwd=environment["AIRFLOW_HOME"])


def _environment(home: Path, state: dict, port: int) -> dict[str, str]:
    bare = {k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW") and k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **bare,
        **{f"AIRFLOW__{name}": str(value) for name, value in _settings(home, state, port).items()},
        **state["aws"]["environment"],
        **_pipeline(state),
        "AIRFLOW_HOME": str(home),
        "SCARF_ANALYTICS": "false",
        "SPT_NOENV": "1",  # keeps process titles from overwriting the mark by which processes are found
        "PATH": f"{_airflow().parent}{os.pathsep}{os.environ['PATH']}",
    }


def _settings(home: Path, state: dict, port: int) -> dict[str, object]:
    """Quick on one machine, quiet when idle, on the loopback address only."""
    keys = _keys(home)
    url = f"http://{HOST}:{port}"
    database = postgres.dsn(state["postgres"], DATABASE).replace("postgresql://", "postgresql+psycopg2://")
    return {
        "CORE__DAGS_FOLDER": ROOT / "dags",
        "CORE__PLUGINS_FOLDER": ROOT / "dags" / "plugins",
        "CORE__LOAD_EXAMPLES": False,
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": 8,
        "CORE__MAX_MAP_LENGTH": 10_000,
        "CORE__FERNET_KEY": keys["fernet"],
        "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": home / "passwords.json",
        "CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
        "API__HOST": HOST,
        "API__PORT": port,
        "API__BASE_URL": url,
        "API__WORKERS": 1,
        "API__SECRET_KEY": keys["api"],
        "API_AUTH__JWT_SECRET": keys["jwt"],
        "DATABASE__SQL_ALCHEMY_CONN": database,
        "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": 0.5,
        "SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": 30,
        "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": 90,
        "DAG_PROCESSOR__REFRESH_INTERVAL": 10,
        "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": 300,
        "DAG_PROCESSOR__PARSING_PROCESSES": 1,
        "TRIGGERER__CAPACITY": 50,
        "WORKERS__MIN_HEARTBEAT_INTERVAL": 1,
        "WORKERS__MAX_FAILED_HEARTBEATS": 30,  # an API server that starts slowly ends no task
        "LOGGING__BASE_LOG_FOLDER": home / "logs",
        "USAGE_DATA_COLLECTION__ENABLED": False,
    }


def _pipeline(state: dict) -> dict[str, str]:
    """What the DAG files ask for (dags/care_conflict/settings.py)."""
    return {
        "AIRFLOW_CONN_CONFLICT_MANAGEMENT_POSTGRES": state["postgres"]["dsn"],
        "CONFLICT_MANAGEMENT_CLUSTER": "conflict-management",
        "CONFLICT_MANAGEMENT_SUBNETS": "subnet-local",
        "CONFLICT_MANAGEMENT_SECURITY_GROUPS": "sg-local",
        "CONFLICT_MANAGEMENT_RUN_LOCATION": state["runs"],
        "CONFLICT_MANAGEMENT_REPORT_ADDRESS": f"{state['aws']['endpoint']}/runs",
        "CONFLICT_MANAGEMENT_LOG_FORMAT": "human",
        "CONFLICT_MANAGEMENT_POLL_SECONDS": "1",
        "CONFLICT_MANAGEMENT_LOCK_POLL_SECONDS": "5",
        "CONFLICT_MANAGEMENT_RETRY_DELAY_SECONDS": "2",
    }


def _keys(home: Path) -> dict[str, str]:
    """Generated once: the keys that the components share, and the password of the login."""
    file = home / "keys.json"
    if not file.exists():
        file.touch(mode=0o600)
        fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        file.write_text(json.dumps({"fernet": fernet, "api": secrets.token_hex(32), "jwt": secrets.token_hex(32)}))
    passwords = home / "passwords.json"
    if not passwords.exists():
        passwords.touch(mode=0o600)
        passwords.write_text(json.dumps({USER: secrets.token_urlsafe(12)}))
    return json.loads(file.read_text())


def _prepare_database(home: Path, state: dict, environment: dict[str, str]) -> None:
    """Makes the metadata tables, once for each version of Airflow and each database."""
    version = requirements("airflow").read_text()
    done = home / "migrated"
    if not postgres.psql(state["postgres"], f"select 1 from pg_database where datname = '{DATABASE}'", "postgres"):
        postgres.psql(state["postgres"], f"create database {DATABASE}", "postgres")
        done.unlink(missing_ok=True)
    if done.exists() and done.read_text() == version:
        return
    log = home.parent / "logs" / "airflow-db-migrate.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        command = [str(_airflow()), "db", "migrate"]
        failed = subprocess.run(command, env=environment, stdout=out, stderr=subprocess.STDOUT, cwd=home).returncode
    if failed:
        raise processes.PartFailed("airflow", "its metadata tables could not be made", log)
    done.write_text(version)


def _healthy(port: int, name: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/api/v2/monitor/health", timeout=5) as answer:
            health = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    part = {"api-server": "metadatabase", "dag-processor": "dag_processor"}.get(name, name)
    return (health.get(part) or {}).get("status") == "healthy"


def _airflow() -> Path:
    return venv_python("airflow").parent / "airflow"
