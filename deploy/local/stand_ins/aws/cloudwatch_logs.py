"""CloudWatch Logs of this machine: what the tasks write, as Docker's awslogs driver hands it over, kept in memory."""

from __future__ import annotations

import collections
import threading
import time
from collections.abc import Iterator

from stand_ins.aws.faults import ApiError, Faults

STREAMS_KEPT = 500
LONGEST_EVENT = 256 * 1024 - 26
MOST_EVENTS = 10_000
END_OF_TIME = 1 << 62


class Logs:
    """Log groups and streams; the newest streams are kept."""

    def __init__(self, faults: Faults):
        self.faults = faults
        self._lock = threading.Lock()
        self._streams: collections.OrderedDict[tuple[str, str], list[dict]] = collections.OrderedDict()

    def open(self, group: str, stream: str) -> None:
        with self._lock:
            self._streams[group, stream] = []
            while len(self._streams) > STREAMS_KEPT:
                self._streams.popitem(last=False)

    def add(self, group: str, stream: str, line: bytes) -> None:
        lost = self.faults.of("PutLogEvents", "lost")
        if lost and lost.get("text", "").encode() in line:
            return
        now = int(time.time() * 1000)
        with self._lock:
            events = self._streams.get((group, stream), [])
            events += [{"timestamp": now, "ingestionTime": now, "message": message} for message in _messages(line)]

    def get_log_events(self, request: dict) -> dict:
        """Pages forward or backward; at the end the same forward token comes again, as clients expect."""
        events = self._events(request.get("logGroupName"), request.get("logStreamName"))
        limit = min(int(request.get("limit") or MOST_EVENTS), MOST_EVENTS)
        direction, position = self._position(request, len(events))
        if direction == "f":
            first, last = position, min(len(events), position + limit)
        else:
            first, last = max(0, position - limit), position
        return {
            "events": _between(events[first:last], request),
            "nextForwardToken": f"f/{last:020d}",
            "nextBackwardToken": f"b/{first:020d}",
        }

    def filter_log_events(self, request: dict) -> dict:
        """All events of a group's streams; a pattern is plain text that the message contains."""
        prefix, names = request.get("logStreamNamePrefix", ""), request.get("logStreamNames")
        pattern = (request.get("filterPattern") or "").strip('"')
        found = []
        for stream in self._names(request.get("logGroupName"), prefix):
            if names and stream not in names:
                continue
            events = _between(self._events(request["logGroupName"], stream), request)
            found += [{**e, "logStreamName": stream} for e in events if pattern in e["message"]]
        found.sort(key=lambda event: event["timestamp"])
        return {"events": found[: int(request.get("limit") or MOST_EVENTS)], "searchedLogStreams": []}

    def describe_log_streams(self, request: dict) -> dict:
        group = request.get("logGroupName")
        streams = []
        for name in self._names(group, request.get("logStreamNamePrefix", "")):
            events = self._events(group, name)
            times = [event["timestamp"] for event in (events[:1] + events[-1:])]
            seen = {"firstEventTimestamp": times[0], "lastEventTimestamp": times[-1]} if times else {}
            streams.append({"logStreamName": name, **seen})
        return {"logStreams": streams}

    def describe_log_groups(self, request: dict) -> dict:
        prefix = request.get("logGroupNamePrefix", "")
        with self._lock:
            groups = sorted({group for group, _ in self._streams if group.startswith(prefix)})
        return {"logGroups": [{"logGroupName": group} for group in groups]}

    def _names(self, group: str | None, prefix: str) -> list[str]:
        with self._lock:
            return [name for found, name in self._streams if found == group and name.startswith(prefix)]

    def _events(self, group: str | None, stream: str | None) -> list[dict]:
        with self._lock:
            events = self._streams.get((group, stream))
            if events is None:
                raise ApiError("ResourceNotFoundException", "The specified log stream does not exist.")
            events = list(events)
        if late := self.faults.of("GetLogEvents", "late"):
            shown = (time.time() - late["seconds"]) * 1000
            return [event for event in events if event["ingestionTime"] <= shown]
        return events

    @staticmethod
    def _position(request: dict, count: int) -> tuple[str, int]:
        token = request.get("nextToken")
        if not token:
            return ("f", 0) if request.get("startFromHead") else ("b", count)
        direction, _, position = token.partition("/")
        if direction not in ("f", "b") or not position.isdigit():
            raise ApiError("InvalidParameterException", "The specified nextToken is invalid.")
        return direction, min(int(position), count)


def _between(events: list[dict], request: dict) -> list[dict]:
    start, end = request.get("startTime") or 0, request.get("endTime") or END_OF_TIME
    return [event for event in events if start <= event["timestamp"] < end]


def _messages(line: bytes) -> Iterator[str]:
    """The driver reads a line in pieces of so many bytes, also in the midst of a letter. Of a piece an event holds as
    much as is no longer than that as UTF-8, in which each byte that is no letter takes three. An empty line has none.
    """
    for at in range(0, len(line), LONGEST_EVENT):
        left = line[at : at + LONGEST_EVENT].decode("utf-8", "replace")
        while left:
            message = left.encode()[:LONGEST_EVENT].decode("utf-8", "ignore")
            yield message
            left = left[len(message) :]
