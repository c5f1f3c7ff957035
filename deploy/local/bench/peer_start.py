"""Starts the older container's entry point as it is, at the stand-in: peer_start.py HOST PORT ENTRY

Runs in the older container's own Python, so it has nothing of ours. Two things are done to what it starts: its
connector, which takes no host from outside, is told the stand-in's; and nothing of it reaches beyond this machine
(platform detection and metadata look-ups are off besides, and would end here).
"""

import functools
import runpy
import sys

HERE = ("127.0.0.1", "localhost", "::1")


def main() -> None:
    host, port, entry = sys.argv[1:]
    sys.addaudithook(_stay_here)
    import snowflake.connector

    stand_in = {"host": host, "port": int(port), "protocol": "http", "platform_detection_timeout_seconds": 0.0}
    snowflake.connector.connect = functools.partial(snowflake.connector.connect, **stand_in)
    sys.argv = [entry]
    runpy.run_path(entry, run_name="__main__")


def _stay_here(event: str, arguments: tuple) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path: a socket of this machine
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and host not in HERE:
        raise ConnectionRefusedError(f"{host} is beyond this machine; the bench of both lets nothing out")


if __name__ == "__main__":
    main()
