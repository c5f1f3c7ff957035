#!/usr/bin/env bash
# apache-airflow-providers-amazon 9.39.0 with apache-airflow 3.3.2: EcsRunTaskOperator fails a task whose command ended with 0,
# because of a container that AWS put beside it.
#
# Guess: the operator is told container_name and the overrides name one container; ECS ends the task by its essential
#        container, and so does the operator. What AWS adds on its own (GuardDuty's runtime monitoring puts a container that is
#        not essential, and is in no task definition, into every Fargate task) has no say.
# Seen:  the exit codes of all containers count, and one that has none, as it never started, counts as 1. The command has
#        done its work; the task fails and is tried again, for as long as the agent's image cannot be pulled, or when it ends
#        by the signal that the end of the command sends it.
# Output:
#   alone: success
#   beside an agent that ended with 0: success
#   beside an agent that the end of the command ended (143): AirflowException
#   beside an agent whose image could not be pulled (no exit code): AirflowException
# What follows: an operator of our own looks at the command's own container.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check apache-airflow==3.3.2 apache-airflow-providers-amazon==9.39.0
export AIRFLOW_HOME="$folder/airflow" AWS_EC2_METADATA_DISABLED=true
"$folder/venv/bin/python" -W ignore - <<'END' 2>&1 | grep -v "^[0-9]\{4\}-" | tee "$folder/seen" # less Airflow's log
import types

import botocore.session
from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator
from botocore.stub import Stubber

ARN = "arn:aws:ecs:us-east-1:000000000000:task/cluster/1"
COMMAND = {"name": "command", "lastStatus": "STOPPED", "exitCode": 0}
AGENT = {"name": "agent", "lastStatus": "STOPPED"}
TRY = types.SimpleNamespace(xcom_push=lambda **_: None)


def run(*containers):
    """What the operator makes of a task that ECS describes so."""
    client = botocore.session.get_session().create_client(
        "ecs", region_name="us-east-1", endpoint_url="http://127.0.0.1:9", aws_access_key_id="x", aws_secret_access_key="x"
    )
    operator = EcsRunTaskOperator(
        task_id="night",
        cluster="cluster",
        task_definition="night",
        launch_type="FARGATE",
        container_name="command",
        overrides={"containerOverrides": [{"name": "command", "command": ["run"]}]},
    )
    operator.__dict__["client"] = client
    task = {
        "taskArn": ARN,
        "lastStatus": "STOPPED",
        "stopCode": "EssentialContainerExited",
        "stoppedReason": "Essential container in task exited",
        "containers": list(containers),
    }
    with Stubber(client) as ecs:
        ecs.add_response("run_task", {"tasks": [{"taskArn": ARN}], "failures": []})
        for _ in ("the waiter", "the end"):
            ecs.add_response("describe_tasks", {"tasks": [task], "failures": []})
        try:
            operator.execute({"ti": TRY})
        except Exception as error:
            return type(error).__name__
        ecs.assert_no_pending_responses()
        return "success"


def tell(case, result):
    print(f"{case}: {result}")


tell("alone", run(COMMAND))
tell("beside an agent that ended with 0", run(COMMAND, {**AGENT, "exitCode": 0}))
tell("beside an agent that the end of the command ended (143)", run(COMMAND, {**AGENT, "exitCode": 143}))
unpulled = {**AGENT, "reason": "CannotPullContainerError: pull image manifest has been retried 1 time(s)"}
tell("beside an agent whose image could not be pulled (no exit code)", run(COMMAND, unpulled))
END
diff "$folder/seen" <(sed -n '/^# Output:/,/^# What follows/{s/^#   //p}' "$0")
