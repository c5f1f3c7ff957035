"""An Airflow of the tests' own: settings, home and database in a temporary folder, gone afterwards."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parents[1]
HOME = Path(tempfile.mkdtemp(prefix="conflict-management-dags-"))
os.environ |= {
    "AIRFLOW_HOME": str(HOME),
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(DAGS / "plugins"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "CONFLICT_MANAGEMENT_CLUSTER": "conflict-management",
    "CONFLICT_MANAGEMENT_SUBNETS": "subnet-1,subnet-2",
    "CONFLICT_MANAGEMENT_SECURITY_GROUPS": "sg-1",
    "CONFLICT_MANAGEMENT_RUN_LOCATION": str(HOME / "runs"),
    "CONFLICT_MANAGEMENT_POLL_SECONDS": "1",
    "CONFLICT_MANAGEMENT_LOCK_POLL_SECONDS": "1",
    "CONFLICT_MANAGEMENT_RETRY_DELAY_SECONDS": "1",
    "CONFLICT_MANAGEMENT_RETRY_DELAY_LIMIT_SECONDS": "1",
}
sys.path.insert(0, str(DAGS))  # as Airflow does with the folder of a bundle


def pytest_sessionfinish() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture
def dag():
    """The DAG as its file makes it, made anew: `dag.test()` leaves a run's params in it."""
    import conflict_management

    return importlib.reload(conflict_management).dag


@pytest.fixture(scope="session")
def database():
    """A PostgreSQL with nothing in it but the lock."""
    from stand_ins import start_database

    with start_database(HOME / "postgres") as database:
        yield database
