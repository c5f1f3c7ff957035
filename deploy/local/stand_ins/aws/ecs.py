"""ECS of this machine: RunTask starts the command of a task definition as a process."""

from __future__ import annotations

import copy
import json
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from stand_ins.aws.cloudwatch_logs import Logs
from stand_ins.aws.container import SECONDS_TO_STOP, CannotStart, Container, base_environment
from stand_ins.aws.faults import ApiError
from stand_ins.aws.task_definitions import ACCOUNT, REGION, TaskDefinitions

STOPPED_TASKS_KEPT = 200
PAGE = 100
LONGEST_OVERRIDES = 8192


class SecretMissing(Exception):
    """A secret of the task definition cannot be had."""


class Ecs:
    """The calls of ECS that Airflow and people make; every task has one container."""

    def __init__(self, definitions: TaskDefinitions, logs: Logs, secret: Callable[[str], str], added: Path | None):
        self.definitions, self.logs, self.secret, self.added = definitions, logs, secret, added
        self.faults = logs.faults
        self._lock = threading.RLock()
        self._tasks: dict[str, dict] = {}
        self._containers: dict[str, Container] = {}
        self._tokens: dict[str, tuple[dict, list[str]]] = {}

    def run_task(self, request: dict) -> dict:
        if lacking := self.faults.of("RunTask", "capacity"):
            return {"tasks": [], "failures": [{"reason": lacking["reason"]}]}
        definition = self._definition(request.get("taskDefinition", ""))
        override = _override(definition, request.get("overrides") or {})
        with self._lock:
            if arns := self._already_started(request):
                return {"tasks": [copy.deepcopy(self._tasks[arn]) for arn in arns], "failures": []}
            tasks = [_new_task(definition, request) for _ in range(int(request.get("count") or 1))]
            self._tasks |= {task["taskArn"]: task for task in tasks}
            if token := request.get("clientToken"):
                self._tokens[token] = (request, [task["taskArn"] for task in tasks])
            answer = copy.deepcopy(tasks)
        for task in tasks:
            threading.Thread(target=self._run, args=(task, definition, override), daemon=True).start()
        return {"tasks": answer, "failures": []}

    def describe_tasks(self, request: dict) -> dict:
        tasks, failures = [], []
        with self._lock:
            for reference in request.get("tasks", []):
                task = self._find(reference)
                if task:
                    tasks.append(copy.deepcopy(task))
                else:
                    failures.append({"arn": _task_arn(request, reference), "reason": "MISSING"})
        if beside := self.faults.of("DescribeTasks", "beside"):
            for task in tasks:
                task["containers"].insert(0 if beside["first"] else 1, beside["container"])
        return {"tasks": tasks, "failures": failures}

    def list_tasks(self, request: dict) -> dict:
        status = request.get("desiredStatus", "RUNNING")
        with self._lock:
            arns = [
                arn
                for arn, task in self._tasks.items()
                if task["desiredStatus"] == status
                and _cluster(task["clusterArn"]) == _cluster(request.get("cluster"))
                and request.get("startedBy") in (None, task["startedBy"])
                and request.get("family") in (None, _family(task))
            ]
        start, size = int(request.get("nextToken") or 0), int(request.get("maxResults") or PAGE)
        more = {"nextToken": str(start + size)} if start + size < len(arns) else {}
        return {"taskArns": arns[start : start + size], **more}

    def stop_task(self, request: dict) -> dict:
        with self._lock:
            task = self._find(request.get("task", ""))
            if not task:
                raise ApiError("InvalidParameterException", "The referenced task was not found.")
            if task["desiredStatus"] != "STOPPED":
                reason = request.get("reason") or "Task stopped by user"
                task |= {"desiredStatus": "STOPPED", "stopCode": "UserInitiated", "stoppedReason": reason}
                task["stoppingAt"] = time.time()
                if container := self._containers.get(task["taskArn"]):
                    task["lastStatus"] = "STOPPING"
                    container.stop()
            return {"task": copy.deepcopy(task)}

    def describe_task_definition(self, request: dict) -> dict:
        return {"taskDefinition": self._definition(request.get("taskDefinition", "")), "tags": []}

    def list_task_definitions(self, request: dict) -> dict:
        families = [name for name in self.definitions.families() if request.get("familyPrefix") in (None, name)]
        return {"taskDefinitionArns": [self._definition(name)["taskDefinitionArn"] for name in families]}

    def describe_clusters(self, request: dict) -> dict:
        names = [_cluster(name) for name in request.get("clusters") or ["default"]]
        clusters = [{"clusterArn": _cluster_arn(name), "clusterName": name, "status": "ACTIVE"} for name in names]
        return {"clusters": clusters, "failures": []}

    def stop_everything(self, seconds: float) -> None:
        """The endpoint ends, and with it all it started: SIGTERM, then SIGKILL."""
        with self._lock:
            for task in self._tasks.values():
                task["desiredStatus"] = "STOPPED"
            containers = list(self._containers.values())
        for container in containers:
            container.stop()
        end = time.monotonic() + seconds
        while self._containers and time.monotonic() < end:
            time.sleep(0.05)
        for container in list(self._containers.values()):
            container.kill()

    def _run(self, task: dict, definition: dict, override: dict) -> None:
        """The life of one task, in one thread."""
        described = definition["containerDefinitions"][0]
        try:
            container = self._container(task, described, override)
            with self._lock:
                if task["desiredStatus"] == "STOPPED":
                    return self._stopped(task, {})
                pid = container.start()
                self._containers[task["taskArn"]] = container
                task |= {"lastStatus": "RUNNING", "startedAt": time.time(), "connectivity": "CONNECTED"}
                task["containers"][0] |= {"lastStatus": "RUNNING", "runtimeId": str(pid)}
        except CannotStart as error:
            return self._failed_to_start(task, f"CannotStartContainerError: {error}")
        except SecretMissing as error:
            return self._failed_to_start(task, f"ResourceInitializationError: unable to pull secrets: {error}")
        code = container.wait()
        with self._lock:
            self._containers.pop(task["taskArn"], None)
        return self._stopped(task, {"exitCode": code})

    def _container(self, task: dict, described: dict, override: dict) -> Container:
        options = described.get("logConfiguration", {}).get("options", {})
        group = options.get("awslogs-group", "/ecs/local")
        stream = f"{options.get('awslogs-stream-prefix', 'ecs')}/{described['name']}/{_id(task)}"
        self.logs.open(group, stream)
        arguments = override.get("command") or described.get("command") or []
        command = [self.definitions.command(word) for word in [*described.get("entryPoint", []), *arguments]]
        seconds = int(described.get("stopTimeout", SECONDS_TO_STOP))
        environment = self._environment(described, override)
        return Container(command, environment, lambda line: self.logs.add(group, stream, line), seconds)

    def _environment(self, described: dict, override: dict) -> dict[str, str]:
        """From the weakest to the strongest: definition, what this machine adds, secrets, overrides."""
        environment = base_environment() | _pairs(described.get("environment"))
        if self.added and self.added.exists():
            environment |= json.loads(self.added.read_text())
        for secret in described.get("secrets") or []:
            environment[secret["name"]] = self.secret(secret["valueFrom"])
        return environment | _pairs(override.get("environment"))

    def _failed_to_start(self, task: dict, reason: str) -> None:
        task |= {"stopCode": "TaskFailedToStart", "stoppedReason": reason}
        self._stopped(task, {"reason": reason})

    def _stopped(self, task: dict, container: dict) -> None:
        now = time.time()
        with self._lock:
            task.setdefault("stopCode", "EssentialContainerExited")
            task.setdefault("stoppedReason", "Essential container in task exited")
            task["containers"][0] |= {"lastStatus": "STOPPED", **container}
            task |= {"desiredStatus": "STOPPED", "lastStatus": "STOPPED", "executionStoppedAt": now, "stoppedAt": now}
            stopped = [arn for arn, each in self._tasks.items() if each["lastStatus"] == "STOPPED"]
            for arn in stopped[:-STOPPED_TASKS_KEPT]:
                del self._tasks[arn]
            kept = self._tokens.items()
            self._tokens = {token: known for token, known in kept if set(known[1]) <= set(self._tasks)}

    def _already_started(self, request: dict) -> list[str]:
        earlier, arns = self._tokens.get(request.get("clientToken"), (None, []))
        if earlier is not None and earlier != request:
            message = "The provided clientToken is already in use with a different RunTask request."
            raise ApiError("ConflictException", message, resourceIds=arns)
        return arns

    def _definition(self, reference: str) -> dict:
        definition = self.definitions.find(reference)
        if definition is None:
            raise ApiError("ClientException", "TaskDefinition not found.")
        return definition

    def _find(self, reference: str) -> dict | None:
        return next((task for arn, task in self._tasks.items() if reference in (arn, _id(task))), None)


def _new_task(definition: dict, request: dict) -> dict:
    arn = _task_arn(request, uuid.uuid4().hex)
    container = {"containerArn": arn.replace(":task/", ":container/"), "taskArn": arn, "lastStatus": "PENDING"}
    container["name"] = definition["containerDefinitions"][0]["name"]
    return {
        "taskArn": arn,
        "clusterArn": _cluster_arn(_cluster(request.get("cluster"))),
        "taskDefinitionArn": definition["taskDefinitionArn"],
        "lastStatus": "PROVISIONING",
        "desiredStatus": "RUNNING",
        "launchType": request.get("launchType", "FARGATE"),
        "startedBy": request.get("startedBy", ""),
        "group": request.get("group", f"family:{definition['family']}"),
        "overrides": request.get("overrides") or {},
        "tags": _tags(definition, request),
        "cpu": definition.get("cpu", "256"),
        "memory": definition.get("memory", "512"),
        "createdAt": time.time(),
        "containers": [container],
        "attachments": [],
        "version": 1,
    }


def _tags(definition: dict, request: dict) -> list[dict]:
    """Those of the request, and where it says so the definition's, of which the request's are the stronger."""
    propagated = definition.get("tags") or [] if request.get("propagateTags") == "TASK_DEFINITION" else []
    tags = {tag["key"]: tag["value"] for tag in [*propagated, *(request.get("tags") or [])]}
    return [{"key": key, "value": value} for key, value in tags.items()]


def _override(definition: dict, overrides: dict) -> dict:
    name = definition["containerDefinitions"][0]["name"]
    if len(json.dumps(overrides)) > LONGEST_OVERRIDES:
        message = f"Container Overrides length must be at most {LONGEST_OVERRIDES}"
        raise ApiError("InvalidParameterException", message)
    found = {}
    for override in overrides.get("containerOverrides") or []:
        if override.get("name") != name:
            unknown = f"Override for container named {override.get('name')} is not a container in the TaskDefinition."
            raise ApiError("InvalidParameterException", unknown)
        if any(not isinstance(pair.get("value"), str) for pair in override.get("environment") or []):
            raise ApiError("InvalidParameterException", "The values of environment variables must be strings.")
        found = override
    return found


def _pairs(environment: list[dict] | None) -> dict[str, str]:
    return {pair["name"]: pair["value"] for pair in environment or []}


def _cluster(reference: str | None) -> str:
    return (reference or "default").rpartition("/")[2]


def _cluster_arn(name: str) -> str:
    return f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/{name}"


def _task_arn(request: dict, reference: str) -> str:
    task = reference.rpartition("/")[2]
    return f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/{_cluster(request.get('cluster'))}/{task}"


def _id(task: dict) -> str:
    return task["taskArn"].rpartition("/")[2]


def _family(task: dict) -> str:
    return task["taskDefinitionArn"].rpartition("/")[2].partition(":")[0]
