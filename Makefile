# What a person does here, each in one word. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo demo-chunked up down status test test-crash test-seeds test-pgcron test-airflow test-image image sbom licences check-vulnerabilities bench bench-chunked bench-day bench-large bench-peer bench-production bench-start soak pictures statements parameters stack check-aws check-mwaa deploy check format jars
PYTHON ?= python3
MVN := ./mvnw -B -q
ACCEPTANCE := -pl sql,tasks/lib/core,tasks/lib/store,tasks/lib/lock,tasks/lib/detection,tasks/lib/testing,tasks/acceptance
STANDINS := .local/venv/standins/bin
BOOTSTRAP := $(PYTHON) deploy/local/bootstrap.py
LOCAL := $(PYTHON) deploy/local/local.py
WISHES := $(if $(VISITS),--visits $(VISITS)) $(if $(SEED),--seed $(SEED)) $(if $(FRESH),--fresh)
SOURCES := $(shell find pom.xml sql tasks \( -name target -prune \) -o -type f \( -name '*.java' -o -name '*.sql' -o -name 'pom.xml' -o -name '*.jte' -o -name '*.csv' -o -path '*/src/main/resources/*' \) -print 2>/dev/null)

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-21s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: jars ## Fresh demo data, everything started, one run through Airflow to the report (VISITS=200000 SEED=1)
	@$(LOCAL) up $(filter-out --fresh,$(WISHES)) --fresh
	@$(PYTHON) deploy/local/demo.py

demo-chunked: jars ## The same without Snowflake: one run of the chunked form and status management, over a replica in PostgreSQL
	@$(LOCAL) up $(filter-out --fresh,$(WISHES)) --fresh
	@$(PYTHON) deploy/local/demo.py --chunked

up: jars ## Start everything on this machine and leave it running (VISITS=, SEED=, FRESH=1 for new demo data)
	@$(LOCAL) up $(WISHES)

down: ## End everything that make up or make demo started
	@$(LOCAL) down

status: ## What runs, and where
	@$(LOCAL) status

test: ## Build, gates and all tests (Java and Python)
	@$(PYTHON) deploy/local/check_all.py

test-crash: jars ## Killed, cut off or stopped at every statement and run again (an hour and a half)
	@$(BOOTSTRAP) standins > /dev/null
	@./mvnw -B -ntp $(ACCEPTANCE) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Pcrash

test-seeds: jars ## More worlds: a hundred without a fault, twenty previews, sixty days of history, 2, 7 and 16 shards, a larger world (SEEDS=100)
	@$(BOOTSTRAP) standins > /dev/null
	@./mvnw -B -ntp $(ACCEPTANCE) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=HiddenProviderIT,PreviewIT,HistoryIT,ShardsIT,DetectionIT -Dvisits=20000 -Dshards=all -Dseeds=$(or $(SEEDS),100) -Dpreview_worlds=20 -Dhistory_days=60

test-airflow: jars ## Every way a run can go, in a real Airflow with the real commands (40 minutes)
	@$(BOOTSTRAP) standins > /dev/null
	@$(BOOTSTRAP) airflow > /dev/null
	@$(STANDINS)/python -m pytest -q -p no:cacheprovider deploy/local/scenarios

test-pgcron: jars ## The cron job against a real pg_cron (Debian's package, unpacked below .local)
	@$(BOOTSTRAP) standins > /dev/null
	@$(PYTHON) deploy/local/pgcron.py

test-image: .local/image-jars.stamp ## The image built and run: exit codes, SIGTERM, rights, size, SBOM (needs a Docker engine, or Debian and root)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python -m pytest -q -rs -p no:cacheprovider docker

bench: jars ## Every task measured against the limits of the database (ROWS=300000,1000000 MARKDOWN=file)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/bench.py $(if $(ROWS),--rows $(ROWS)) $(if $(MARKDOWN),--markdown $(MARKDOWN))

bench-chunked: jars ## Detection in chunks, 1 and 5 workers and in one go (ROWS=50000,1000000 MARKDOWN=file)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/bench.py chunked $(if $(ROWS),--rows $(ROWS)) $(if $(MARKDOWN),--markdown $(MARKDOWN))

bench-day: jars ## A usual day with the history and without it, and what a preview costs (ROWS=100000 ROUNDS=3 PERCENT=3)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/bench.py day $(if $(ROWS),--rows $(ROWS)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(PERCENT),--percent $(PERCENT)) $(if $(MARKDOWN),--markdown $(MARKDOWN))

bench-start: jars .local/image-jars.stamp ## Every kind of task from its start to its first statement, its jar and in the image (RUNS=5 MARKDOWN=file)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/bench.py start $(if $(RUNS),--runs $(RUNS)) $(if $(MARKDOWN),--markdown $(MARKDOWN))

bench-peer: jars ## Every task beside the older container, in turn (PEER_DIR=checkout PEER_PYTHON=python ROWS=300000 MARKDOWN=file)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/bench.py peer --peer-dir "$(PEER_DIR)" --peer-python "$(PEER_PYTHON)" $(if $(ROWS),--rows $(ROWS)) $(if $(MARKDOWN),--markdown $(MARKDOWN))

bench-production: jars ## Three nights over 9 million stored rows, people clicking beside (ROWS=300000,9000000 SPARE=1 FROM=ordinary FRESH=1 MARKDOWN=file)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/bench.py production $(if $(ROWS),--rows $(ROWS)) $(if $(FROM),--from $(FROM)) $(if $(FRESH),--fresh) $(if $(SPARE),--spare) $(if $(MARKDOWN),--markdown $(MARKDOWN))

bench-large: ## The same at 300 thousand and three million stored rows (40 GB of disk)
	@$(MAKE) --no-print-directory bench ROWS=300000,3000000

soak: jars ## Forty clicks a second beside every writing task: none fails, is lost or waits long (ROWS=300000 HISTORY=1: each noted once)
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/soak.py $(if $(ROWS),--rows $(ROWS)) $(if $(HISTORY),--with-history)

pictures: jars ## The pictures of explain, preview and money in docs/images, from invented data; needs a Chromium or Chrome
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/local/pictures.py

image: ## The image conflict-management:<version>, where Docker is (BUILD="--build-arg BASE_IMAGE=...")
	@$(PYTHON) docker/build.py $(BUILD)

sbom: jars ## target/image.cdx.json, the SBOM of an image; each jar's is beside it (IMAGE=conflict-management:1.0.0)
	@$(PYTHON) deploy/supply_chain/image_sbom.py $(or $(IMAGE),conflict-management:$$($(PYTHON) docker/build.py --version))

licences: jars ## target/licences.md; fails for a licence that is not on the list
	@$(BOOTSTRAP) standins > /dev/null
	@$(PYTHON) deploy/supply_chain/licences.py

check-vulnerabilities: jars ## Asks the OSV database about everything that is used; says so where it does not answer
	@$(PYTHON) deploy/supply_chain/vulnerabilities.py $(if $(SBOM),--sbom $(SBOM))

check: ## Only ruff, format and lint of the Python files
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/ruff check . && $(STANDINS)/ruff format --check .

format: ## Format the Python files
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/ruff format . && $(STANDINS)/ruff check --fix .

statements: ## Every statement as it is sent, below target/statements (GOLDEN=write: also what tests compare the wide ones with)
	@$(MVN) $(ACCEPTANCE) test -Dtest=StatementFilesTest -Dsurefire.failIfNoSpecifiedTests=false $(if $(GOLDEN),-Dgolden=$(GOLDEN))

parameters: jars ## Write dags/care_conflict/parameters.json anew, after a change of a parameter or of what a task reads
	@$(PYTHON) deploy/local/describe.py

stack: ## Write deploy/aws/tasks/*.json and stack.json anew, after a change of tasks/catalogue.csv or stack.yaml
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/aws/template.py

check-aws: ## The stack and the deploy script: cfn-lint, checkov, tests against moto
	@$(BOOTSTRAP) standins > /dev/null
	@$(BOOTSTRAP) aws > /dev/null
	@.local/venv/aws/bin/python deploy/aws/check.py
	@$(STANDINS)/python -m pytest -q -p no:cacheprovider deploy/aws/tests

check-mwaa: ## Whether pip can install dags/requirements.txt beside what MWAA's image pins (asks the package index)
	@$(PYTHON) -m pip install --quiet --dry-run --ignore-installed --target .local/none -r dags/requirements.txt -c dags/tests/mwaa-3.3.1.txt

deploy: ## To AWS, or up to date there: asks and shows first (ARGS="--dry-run", "--only stack", "--help")
	@$(BOOTSTRAP) standins > /dev/null
	@$(STANDINS)/python deploy/aws/deploy.py $(ARGS)

jars: .local/jars.stamp ## Build the commands: tasks/<name>/target/<name>.jar

.local/jars.stamp: $(SOURCES)
	@echo "Building the commands ..."
	@mkdir -p .local
	@$(MVN) package -DskipTests
	@touch $@

.local/image-jars.stamp: $(SOURCES) docker/build.py
	@mkdir -p .local
	@$(PYTHON) docker/build.py --jars-only
	@touch $@
