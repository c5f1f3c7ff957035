"""What the warehouse stand-in was asked, so that the bench can ask the same again."""

from __future__ import annotations

import base64
import collections
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

QUERY = "/queries/v1/query-request"
KEPT = 500


def heard(receive, told: Callable[[bytes], None]):
    """A request as it comes; its body is told when it is whole."""
    body = bytearray()

    async def hearing():
        message = await receive()
        if message["type"] == "http.request":
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                told(bytes(body))
        return message

    return hearing


class Asked:
    """Keeps the latest statements as they came: number, time, session, body."""

    def __init__(self):
        self.requests = collections.deque(maxlen=KEPT)
        self.number = 0

    def remember(self, application):
        """The application, with an ear at its door."""

        async def remembering(scope, receive, send):
            if scope["type"] == "http" and scope["path"] == QUERY:
                headers = dict(scope["headers"])
                await application(scope, heard(receive, lambda body: self._note(headers, body)), send)
            else:
                await application(scope, receive, send)

        return remembering

    def _note(self, headers: dict[bytes, bytes], body: bytes) -> None:
        self.number += 1
        self.requests.append(
            {
                "number": self.number,
                "at": time.time(),
                "session": headers.get(b"authorization", b"").decode(),
                "encoding": headers.get(b"content-encoding", b"").decode(),
                "body": base64.b64encode(body).decode(),
            }
        )

    async def tell(self, request: Request) -> JSONResponse:
        """Those after the given number."""
        after = int(request.query_params.get("after", 0))
        return JSONResponse([each for each in self.requests if each["number"] > after])
