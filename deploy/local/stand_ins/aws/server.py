"""AWS of this machine on one port: ECS and CloudWatch Logs of our own, everything else from moto.

    aws.py [--port 0] [--port-file FILE] [--task-definitions DIR] [--tasks DIR] [--environment FILE] [--runs DIR]
           [--faults FILE]

FILE of --environment is a JSON object that is added to the environment of every task: what an AWS account would give
through its network. What is in DIR of --runs a browser finds below /runs. FILE of --faults says what goes wrong, in
the words of stand_ins/aws/faults.py. When this program ends it stops what it started.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import threading
from pathlib import Path

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.secretsmanager import secretsmanager_backends
from moto.secretsmanager.exceptions import SecretsManagerClientError
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

from stand_ins.aws.cloudwatch_logs import Logs
from stand_ins.aws.ecs import Ecs, SecretMissing
from stand_ins.aws.faults import ApiError, Faults
from stand_ins.aws.task_definitions import ACCOUNT, REGION, TaskDefinitions
from stand_ins.layout import HOST, ROOT

SECONDS_TO_STOP = 10
OURS = {
    "AmazonEC2ContainerServiceV20141113": {
        "RunTask",
        "StopTask",
        "DescribeTasks",
        "ListTasks",
        "DescribeTaskDefinition",
        "ListTaskDefinitions",
        "DescribeClusters",
    },
    "Logs_20140328": {"GetLogEvents", "FilterLogEvents", "DescribeLogStreams", "DescribeLogGroups"},
}
SECRET_ARN = re.compile(r"arn:aws:secretsmanager:[^:]*:[^:]*:secret:")


def secret_value(reference: str) -> str:
    """A secret as task definitions name it: name or ARN, then :json-key:version-stage:version-id."""
    name, key, *_ = [*SECRET_ARN.sub("", reference).split(":"), ""]
    backend = secretsmanager_backends[ACCOUNT][REGION]
    for candidate in (name, re.sub(r"-\w{6}$", "", name)):  # an ARN ends with six characters that AWS chose
        try:
            text = backend.get_secret_value(candidate, "", "")["SecretString"]
        except SecretsManagerClientError:
            continue
        if not key:
            return text
        if key in (values := json.loads(text)):
            return str(values[key])
        raise SecretMissing(f"the secret {name} has no key {key}")
    raise SecretMissing(f"Secrets Manager can't find the secret {name}")


class Application:
    """Answers what is ours and passes the rest on to moto."""

    def __init__(self, ecs: Ecs, logs: Logs, faults: Faults):
        self.faults = faults
        self.backends = {"AmazonEC2ContainerServiceV20141113": ecs, "Logs_20140328": logs}
        self.moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ, start_response):
        service, _, operation = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")
        if service not in OURS:
            return self.moto(environ, start_response)
        try:
            body, status, headers = self._answer(service, operation, environ), "200 OK", []
        except ApiError as error:
            body = {"__type": error.code, "message": error.message, **error.more}
            status, headers = "400 Bad Request", [("x-amzn-errortype", error.code)]
        data = json.dumps(body).encode()
        length = [("Content-Type", "application/x-amz-json-1.1"), ("Content-Length", str(len(data)))]
        start_response(status, [*length, *headers])
        return [data]

    def _answer(self, service: str, operation: str, environ) -> dict:
        if operation not in OURS[service]:
            raise ApiError("UnknownOperationException", f"{operation} is not served on this machine.")
        request = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"{}")
        self.faults.refuse(operation)
        return getattr(self.backends[service], _snake(operation))(request)


class Quiet(WSGIRequestHandler):
    """No line per request: Airflow asks once a second."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code="-", size="-"):
        if str(code).startswith("5"):
            super().log_request(code, size)


def _snake(operation: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", operation).lower()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--port-file", type=Path, help="gets the port when it is ready to answer")
    parser.add_argument("--task-definitions", type=Path, default=ROOT / "deploy" / "aws" / "tasks")
    parser.add_argument("--tasks", type=Path, default=ROOT / "tasks", help="where the jars are: TASK/target/TASK.jar")
    parser.add_argument("--environment", type=Path, help="JSON object added to every task's environment")
    parser.add_argument("--runs", type=Path, help="folder of the runs' results")
    parser.add_argument("--faults", type=Path, help="JSON object that says what goes wrong")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    os.environ.setdefault("MOTO_ACCOUNT_ID", ACCOUNT)
    faults = Faults(arguments.faults)
    logs = Logs(faults)
    ecs = Ecs(TaskDefinitions(arguments.task_definitions, arguments.tasks), logs, secret_value, arguments.environment)
    application = Application(ecs, logs, faults)
    if arguments.runs:
        application = SharedDataMiddleware(application, {"/runs": str(arguments.runs)}, cache=False)
    server = make_server(HOST, arguments.port, application, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
    if arguments.port_file:
        ready = arguments.port_file.with_suffix(".new")
        ready.write_text(str(server.server_port))
        ready.replace(arguments.port_file)
    print(f"The AWS stand-in answers on {HOST}:{server.server_port}.", flush=True)
    server.serve_forever(poll_interval=0.5)
    ecs.stop_everything(SECONDS_TO_STOP)
    sys.exit(0)
