"""The warehouse stand-in alone: the same statements again, from a client that throws away what it gets."""

from __future__ import annotations

import base64
import concurrent.futures
import http.client
import json
import time
import urllib.parse
import uuid

from stand_ins.layout import HOST

READERS = 4  # as many as the driver has
BLOCK = 1 << 20


class Warehouse:
    """The stand-in on its port."""

    def __init__(self, port: int):
        self.port = port

    def last(self) -> int:
        """The number of the latest statement."""
        return max((each["number"] for each in self.asked(0)), default=0)

    def asked(self, after: int) -> list[dict]:
        """The statements after that number, as they came."""
        return json.loads(self._answer("GET", f"/asked?after={after}", {}, b""))

    def repeat(self, statements: list[dict]) -> float:
        """Seconds for the same statements and the downloads that belong to them, in sessions of their own."""
        sessions = {each["session"]: self._log_in() for each in statements}
        started = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
            for each in statements:
                list(readers.map(self._download, self._ask(each, sessions[each["session"]])))
        seconds = time.monotonic() - started
        for session in sessions.values():
            self._log_out(session)
        return seconds

    def _log_in(self) -> str:
        body = json.dumps({"data": {"LOGIN_NAME": "bench", "SESSION_PARAMETERS": {}}}).encode()
        query = urllib.parse.urlencode({"databaseName": "ANALYTICS", "schemaName": "BI"})
        headers = {"Content-Type": "application/json"}
        answer = json.loads(self._answer("POST", f"/session/v1/login-request?{query}", headers, body))
        return f'Snowflake Token="{answer["data"]["token"]}"'

    def _log_out(self, session: str) -> None:
        """The stand-in forgets the session's temporary tables."""
        self._answer("POST", "/session?delete=true", {"Authorization": session}, b"")

    def _ask(self, statement: dict, session: str) -> list[str]:
        """Runs one statement; returns where the rest of its result is."""
        headers = {"Content-Type": "application/json", "Authorization": session}
        if statement["encoding"]:
            headers["Content-Encoding"] = statement["encoding"]
        path = f"/queries/v1/query-request?requestId={uuid.uuid4()}"
        answer = json.loads(self._answer("POST", path, headers, base64.b64decode(statement["body"])))
        return [chunk["url"] for chunk in (answer["data"] or {}).get("chunks", [])]

    def _download(self, url: str) -> None:
        self._answer("GET", urllib.parse.urlsplit(url).path, {}, b"", keep=False)

    def _answer(self, method: str, path: str, headers: dict[str, str], body: bytes, keep: bool = True) -> bytes:
        connection = http.client.HTTPConnection(HOST, self.port)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            if response.status != http.client.OK:
                raise RuntimeError(f"The warehouse stand-in answered {method} {path} with {response.status}.")
            if keep:
                return response.read()
            while response.read(BLOCK):
                pass
            return b""
        finally:
            connection.close()
