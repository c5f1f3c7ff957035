"""One deployment: its steps in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError

import cloudformation
import dag_files
import image
import mwaa
import secret_values
from account import Account, advice, is_over, log_in
from console import Console, Failed, Misused
from dag_settings import dag_settings
from inputs import Inputs, read_template
from secret_values import Secret
from task_runs import WHOLE, Runs, problem_of

STEPS = ["build", "push", "secrets", "stack", "dags", "run"]
MENU = {"1": WHOLE, "2": "", "3": "test_connections", "4": "validate_config", "0": None}
MENU_TEXT = """
What shall run now?
  1  the whole pipeline
  2  one task
  3  the connection test
  4  the check of the configuration
  0  nothing"""


@dataclass
class Deployment:
    """What is to be done with which inputs; `wish` is what to run at the end."""

    inputs: Inputs
    steps: list[str]
    console: Console
    wish: str | None
    template: dict = field(default_factory=read_template)
    secrets: dict[str, str] = field(default_factory=dict)
    airflow: mwaa.Environment | None = None
    account: Account = field(init=False)
    stack: cloudformation.Stack = field(init=False)

    def go(self) -> int:
        try:
            return self._go()
        except (ClientError, BotoCoreError) as error:
            if not is_over(error):
                raise
            stays = "What was done so far stays, a change of the stack goes on by itself; deploy again."
            raise Failed(f"{advice(error, self.inputs['AwsProfile'])}. {stays}") from None

    def _go(self) -> int:
        self._check()
        self._build()
        if "secrets" in self.steps:
            self._put_secrets()
        first = "stack" in self.steps and self.stack.at_rest(self.console) is None
        if first and not self.console.dry_run and not self._apply(whole=False):
            return 1
        self._push()
        if "stack" in self.steps and not self._apply(whole=True):
            return 1
        if "dags" in self.steps:
            self._bring_dags()
        return self._run() if "run" in self.steps else 0

    def _check(self) -> None:
        """Everything that can be wrong is told before anything is done."""
        self.console.step("Check")
        problems = self.inputs.problems
        if self.wish and (problem := problem_of(self.wish)):
            problems.append(problem)
        if self.inputs["ImageReference"]:
            self.steps = [step for step in self.steps if step not in ("build", "push")]
        if {"build", "push"} & set(self.steps):
            problems += image.problems("build" in self.steps)
        try:
            self.account = log_in(self.inputs["AwsProfile"], self.inputs["AwsRegion"], self.console)
        except Failed as failure:
            raise Misused([*problems, str(failure)]) if problems else failure from None
        self.inputs.complete_one("Environment", self._ask())
        if problems:
            raise Misused(problems)
        name = self.inputs["StackName"] or f"conflict-management-{self.inputs['Environment']}"
        self.stack = cloudformation.Stack(self.account, name)
        self.stack.more_tags = dict(pair.split("=") for pair in self.inputs["Tags"].split(",") if pair)
        self._read_mwaa()
        self.inputs.keep(self.stack.parameters())
        if "stack" in self.steps:
            self.inputs.complete(self._ask())
            self._find_repository()
        self._complete_secrets()
        if problems:
            raise Misused(problems)
        self._spare_secrets_of_others()
        self.console.say(f"  stack {name}, steps {', '.join(self.steps)}")

    def _read_mwaa(self) -> None:
        """What the environment says stands for what is not given, and does not contradict what is."""
        if not self.inputs["MwaaEnvironment"]:
            return
        self.airflow = found = mwaa.read(self.account, self.inputs["MwaaEnvironment"], self.inputs["MwaaRegion"])
        for name, value in {"MwaaBucket": found.bucket, "MwaaDags": found.dags, "AirflowRoleName": found.role}.items():
            self.inputs.find_out(name, value)
            if name != "AirflowRoleName" and self.inputs[name] != value:
                given = f"{self.inputs.inputs[name].variable} is {self.inputs[name]}"
                self.inputs.problems.append(f"{given}, but the MWAA environment {found.name} has {value}")
        if problem := found.problem():
            self.inputs.problems.append(problem)
        if self.inputs.problems:
            raise Misused(self.inputs.problems)

    def _find_repository(self) -> None:
        """That of another environment is used as it is."""
        name = self.inputs["RepositoryName"]
        if self.inputs["ImageReference"]:
            self.inputs.find_out("CreateRepository", "false")
        if not self.inputs.is_given("CreateRepository") and image.has_repository(self.account, name):
            self.console.say(f"  the repository {name} is there already and is used (CREATE_REPOSITORY=false)")
            self.inputs.find_out("CreateRepository", "false")

    def _complete_secrets(self) -> None:
        if "secrets" not in self.steps:
            return
        while missing := [name for secret in self._secrets() for name in secret.missing(self.secrets)]:
            if not self.console.asks:
                names = [secret_values.KEY_FILE if name == secret_values.PRIVATE_KEY else name for name in missing]
                self.inputs.problems += [f"{name} is not given, and its secret has no value for it" for name in names]
                return
            self.secrets |= secret_values.ask_for(missing, self.console)  # a key may then need its passphrase

    def _spare_secrets_of_others(self) -> None:
        """Another system or environment may live on them."""
        if "secrets" not in self.steps:
            return
        spared = [each for each in self._secrets() if each.changes(self.secrets) and each.is_of_others()]
        for secret in spared:
            what = f"The secret {secret.name} is there and was not made by the stack {self.stack.name}"
            changed = ", ".join(secret.changes(self.secrets))
            if self.console.asks and self.console.confirm(f"{what}. Change {changed} in it?"):
                continue
            gives = f"aws secretsmanager tag-resource --secret-id {secret.name} --tags"
            problem = (
                f"{what}: {changed} would change for everybody who reads it. To use it as it is, leave its values out; "
                "to have another, name that (POSTGRES_SECRET, SNOWFLAKE_SECRET); "
                f"to give it to this stack: {gives} Key={secret_values.OWNER},Value={self.stack.name}"
            )
            raise Misused([problem])

    def _ask(self) -> Callable[[str], str] | None:
        return self.console.ask if self.console.asks else None

    @property
    def _with_snowflake(self) -> bool:
        return self.inputs["WithSnowflake"] == "true"

    def _secrets(self) -> list[Secret]:
        postgres = self._secret("Postgres", secret_values.POSTGRES)
        return [postgres, self._secret("Snowflake", secret_values.SNOWFLAKE)] if self._with_snowflake else [postgres]

    def _secret(self, of: str, variables: dict[str, str]) -> Secret:
        """The one that is named, or that the stack has, or else one of this environment's own."""
        used = self.stack.parameters().get(f"{of}SecretArn", "")
        own = f"conflict-management-{self.inputs['Environment']}/{of.lower()}"
        name = self.inputs[f"{of}Secret"] or (secret_values.name_of(self.account, used) if used else own)
        tags = {key: value for key, value in self.stack.tags().items() if key != secret_values.PROJECT["Key"]}
        key = self.inputs["SecretsKeyArn"]
        return Secret(self.account, name, variables, self.stack.name, used, key, tuple(tags.items()))

    def _image(self) -> image.Image:
        return self._image_of(image.source(self._bases() | {"PLATFORM": self._other_platform()}))

    def _other_platform(self) -> str:
        """Of the usual one empty."""
        return "linux/arm64" if self.inputs["CpuArchitecture"] == "ARM64" else ""

    def _image_of(self, source: str) -> image.Image:
        tag = self.inputs["ImageTag"] or image.version()
        return image.Image(self.account, self.inputs["RepositoryName"], tag, source)

    def _build(self) -> None:
        if "build" not in self.steps:
            return
        self.console.step("Build")
        wanted = self._image()
        if wanted.is_there() or wanted.has_twin():
            self.console.say(f"  {wanted.reference} was built and pushed before")
        else:
            wanted.build(self._bases(), self._other_platform() or "linux/amd64", self.console)

    def _bases(self) -> dict[str, str]:
        return {"BASE_IMAGE": self.inputs["BaseImage"], "JDK_IMAGE": self.inputs["JdkImage"]}

    def _push(self) -> None:
        if "push" not in self.steps:
            return
        self.console.step("Push")
        wanted = self._image()
        if wanted.is_there():
            self.console.say(f"  {wanted.reference} is there already")
        elif wanted.has_twin():
            wanted.tag_twin(self.console)
        else:
            wanted.push(self.console)

    def _put_secrets(self) -> None:
        self.console.step("Secrets")
        for secret in self._secrets():
            secret.put(self.secrets, self.console)
        before, now = self.stack.parameters().get("SnowflakeKeyEncrypted"), self._key_is_encrypted()
        if before and before != now and "stack" not in self.steps:
            what = "encrypted" if now == "true" else "plain"
            self.console.say(f"  Snowflake's key is {what} now, which the tasks learn by: deploy.py --only stack")

    def _apply(self, whole: bool) -> bool:
        self.console.step("Stack" if whole else "Stack, for the first time: what the image needs")
        template = self.template if whole else cloudformation.beginning(self.template)
        return self.stack.apply(template, self._parameters(whole), self.console)

    def _parameters(self, whole: bool) -> dict[str, str]:
        parameters = self.inputs.of_stack() | {"SnowflakeSecretArn": ""}
        names = ("PostgresSecretArn", "SnowflakeSecretArn")
        for name, secret in zip(names, self._secrets(), strict=False):
            arn = secret.arn()
            if arn is None and not self.console.dry_run:
                raise Failed(f"The secret {secret.name} is not there. Make it: deploy.py --only secrets")
            parameters[name] = arn or f"(the ARN of {secret.name})"
        parameters["SnowflakeKeyEncrypted"] = self._key_is_encrypted()
        parameters["PostgresUserKey"] = self._user_key()
        parameters["Image"] = self._image_of_stack(whole)
        return parameters

    def _key_is_encrypted(self) -> str:
        """As the secret is, or will be; where it may not be read, as the stack has it."""
        if not self._with_snowflake:
            return "false"
        given = self.secrets if "secrets" in self.steps else {}
        try:
            return "true" if self._secrets()[1].has_encrypted_key(given) else "false"
        except ClientError as error:
            if error.response["Error"]["Code"] != "AccessDeniedException":
                raise
            return self.stack.parameters().get("SnowflakeKeyEncrypted", "false")

    def _user_key(self) -> str:
        """As the secret has it; where it may not be read, as the stack has it."""
        try:
            keys = self._secrets()[0].keys()
        except ClientError as error:
            if error.response["Error"]["Code"] != "AccessDeniedException":
                raise
            return self.stack.parameters().get("PostgresUserKey", secret_values.USER_KEY)
        return next(key for key, variable in keys.items() if variable == "POSTGRES_USER")

    def _image_of_stack(self, whole: bool) -> str:
        """That of this version; where nothing is pushed now and no tag is given, the one that the stack has."""
        if reference := self.inputs["ImageReference"]:
            return reference
        present = self.stack.parameters().get("Image")
        pushes = "push" in self.steps
        if present and not pushes and not self.inputs["ImageTag"]:
            return present
        wanted = self._image_of("")
        if whole and not pushes and not self.console.dry_run:
            wanted.must_be_there()
        return wanted.reference

    def _bring_dags(self) -> None:
        self.console.step("DAGs")
        of_stack, bucket = self.stack.settings(), self.inputs["MwaaBucket"]
        if not of_stack and not self.console.dry_run:
            raise Failed(f"The stack {self.stack.name} is not there yet: deploy.py --only stack")
        settings = of_stack | self._settings_given()
        if bucket:
            place = dag_files.Place(bucket, self.inputs["MwaaDags"], self.airflow)
            dag_files.upload(self.account, place, settings, self.console)
        else:
            dag_files.say_what_to_copy(settings, self.console)
        policy = self.stack.outputs().get("AirflowPolicyArn")
        if policy and not self.inputs["AirflowRoleName"]:
            self.console.say(f"  attach to the role that Airflow works as (AIRFLOW_ROLE_NAME does): {policy}")

    def _settings_given(self) -> dict[str, str]:
        named = {each.variable: self.inputs[each.name] for each in dag_settings(self.template)}
        return {name: value for name, value in named.items() if value}

    def _run(self) -> int:
        wish = self.wish or self._choice()
        if not wish:
            return 0
        if problem := problem_of(wish):
            raise Misused([problem])
        self.console.step(f"Run {wish}")
        settings = self.stack.settings()
        if not settings:
            raise Failed(f"The stack {self.stack.name} is not there yet: deploy.py --only stack")
        return Runs(self.account, settings | self._settings_given(), self.console).run(wish)

    def _choice(self) -> str | None:
        if not self.console.asks or self.console.yes or self.console.dry_run:
            return None
        self.console.say(MENU_TEXT)
        while (answer := self.console.ask("Number")) not in MENU:
            self.console.say(f"  one of {', '.join(MENU)}")
        return self.console.ask("Task, and what it is told (run_lock show)") if answer == "2" else MENU[answer]
