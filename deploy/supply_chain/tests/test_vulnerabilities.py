"""The check against a server that speaks OSV's protocol, and against none."""

import json
import socket
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import components
import vulnerabilities


class Database(BaseHTTPRequestHandler):
    """Answers in two pages for a package that is vulnerable; cut: fewer answers than questions."""

    vulnerable: dict[str, list[str]]
    cut = False

    def do_POST(self):
        assert self.path == "/v1/querybatch"
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results = [self.answer(query) for query in queries][: -1 if self.cut else None]
        body = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, query):
        ids = self.vulnerable.get(query["package"]["purl"], [])
        if not ids:
            return {}
        if "page_token" in query:
            return {"vulns": [{"id": each, "modified": "2026-01-01T00:00:00Z"} for each in ids[1:]]}
        return {"vulns": [{"id": ids[0], "modified": "2026-01-01T00:00:00Z"}], "next_page_token": "more"}

    def log_message(self, *_):
        pass


@pytest.fixture
def database():
    handler = type("Handler", (Database,), {"vulnerable": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        handler.address = f"http://127.0.0.1:{server.server_port}"
        yield handler
        server.shutdown()


@pytest.fixture
def check(tmp_path, capsys):
    """Runs the check and returns its exit code and what it printed."""

    def run(address, *more):
        code = vulnerabilities.main(["--database", address, "--kept", str(tmp_path / "kept.json"), *more])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def nobody():
    """An address that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_the_jars_and_the_python_pins_are_asked_about():
    purls = vulnerabilities.asked([])
    assert any(purl.startswith("pkg:maven/org.postgresql/postgresql@") for purl in purls)
    assert any(purl.startswith("pkg:pypi/apache-airflow@") for purl in purls)
    assert not any(components.OWN in purl for purl in purls)


def test_nothing_known_is_an_all_clear(database, check):
    code, said = check(database.address)
    assert code == 0
    assert said.startswith("CHECKED on ")
    assert said.endswith(" packages, 0 open vulnerabilities\n")


def test_every_page_of_what_is_known_is_told_and_fails(database, check):
    purl = next(purl for purl in vulnerabilities.asked([]) if "/postgresql@" in purl)
    database.vulnerable[purl] = ["GHSA-1111-2222-3333", "GHSA-4444-5555-6666"]
    code, said = check(database.address)
    assert code == 1
    assert f"{purl}  GHSA-1111-2222-3333  OPEN" in said
    assert f"{purl}  GHSA-4444-5555-6666  OPEN" in said
    assert said.endswith(" 2 open vulnerabilities\n")


def test_without_an_answer_nothing_is_said_to_be_clear(nobody, check):
    code, said = check(nobody)
    assert code == 0
    assert said.startswith("NOT CHECKED: ")
    assert "has never answered here" in said
    assert "CHECKED on" not in said
    assert check(nobody, "--required")[0] == 2


def test_without_an_answer_it_says_when_the_last_one_was(database, nobody, check):
    check(database.address)
    code, said = check(nobody)
    assert code == 0
    assert f"the last answer is of {date.today().isoformat()[:4]}" in said
    assert "0 vulnerabilities known then" in said


def test_an_answer_that_is_not_complete_is_none(database, check):
    database.cut = True
    code, said = check(database.address)
    assert code == 0
    assert said.startswith("NOT CHECKED: ")


def test_an_accepted_vulnerability_does_not_fail_until_its_day_is_over(capsys):
    found = {"pkg:maven/org.example/library@1.0": ["GHSA-1"]}
    accepted = {"GHSA-1": {"until": "2026-12-31", "why": "the code is never reached"}}
    assert vulnerabilities.report(found, accepted, 1, date(2026, 12, 31)) == 0
    assert "the code is never reached" in capsys.readouterr().out
    assert vulnerabilities.report(found, accepted, 1, date(2027, 1, 1)) == 1
