"""A stand-in for Snowflake: fakesnow's HTTP server over a prepared DuckDB file.

    emulator.py --data DIR [--port 0] [--port-file FILE] [--load CSVDIR] [--rows-per-chunk 5000] [--work DB.SCHEMA]

DIR/ANALYTICS.db is a DuckDB file with the schema BI. What fakesnow 0.12.1 does otherwise than Snowflake is mended
here: long results are handed out in chunks to download, and clients told what they wished of them, NULL timestamps
stay NULL, results are not kept for ever, sessions that name no database use ANALYTICS.BI, ALTER SESSION is accepted,
a temporary table lies in a schema, the kinds of zoned timestamps are told apart in INFORMATION_SCHEMA.COLUMNS. With
--work, the source is one that nothing can be made in, as a share is; that schema takes tables.
"""

from __future__ import annotations

import argparse
import collections
import contextvars
import gzip
import json
import os
import uuid
from pathlib import Path

import fakesnow.arrow
import fakesnow.server as server
import pyarrow as pa
import pyarrow.compute as pc
import uvicorn
from fakesnow import info_schema
from fakesnow.instance import FakeSnow
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from stand_ins.layout import HOST
from stand_ins.processes import free_port
from stand_ins.warehouse import catalog
from stand_ins.warehouse.asked import Asked, heard
from stand_ins.warehouse.schemas import Tables, work_schema
from stand_ins.warehouse.translations import Translations

LOGIN = "/session/v1/login-request"
RESULTS_KEPT = 8
ROWS_INLINE = 1000  # at most; a chunk may have more
CLIENT_PARAMETERS = {
    "CLIENT_PREFETCH_THREADS": 4,
    "CLIENT_RESULT_CHUNK_SIZE": 160,
    "CLIENT_MEMORY_LIMIT": 1536,
}


class Latest(collections.OrderedDict):
    """Keeps the latest results only."""

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        while len(self) > RESULTS_KEPT:
            self.popitem(last=False)


class Wishes:
    """What clients asked for when they logged in, of what they are told with each long result."""

    def __init__(self):
        self.of_sessions: dict[str, dict] = {}
        self.said = contextvars.ContextVar("said", default=(b"", []))  # per request: whose, and what a log-in says

    def heard(self, path: str, headers: dict[bytes, bytes], receive):
        """The request as it comes; of a log-in it is kept what it says."""
        self.said.set((headers.get(b"authorization", b""), login := []))
        return heard(receive, login.append) if path == LOGIN else receive

    def note(self, token: str) -> None:
        """The log-in of this request got that token."""
        (body,) = self.said.get()[1]
        told = json.loads(gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
        wished = told.get("data", {}).get("SESSION_PARAMETERS") or {}
        self.of_sessions[token] = {name: int(wished[name]) for name in CLIENT_PARAMETERS if name in wished}

    def parameters(self) -> list[dict]:
        """Of the session that asks."""
        token = self.said.get()[0].decode("latin-1").partition('Token="')[2].rstrip('"')
        now = CLIENT_PARAMETERS | self.of_sessions.get(token, {})
        return [{"name": name, "value": value} for name, value in now.items()]


class Chunks:
    """Cuts long results as Snowflake does: the first rows inline, the rest as chunks that the client downloads."""

    def __init__(self, rows: int):
        self.rows, self.results = rows, Latest()
        self.pending = contextvars.ContextVar("pending", default=())  # per request
        self.host = contextvars.ContextVar("host", default=HOST)
        self.wishes = Wishes()
        self.whole_to_ipc = server.to_ipc

    def to_ipc(self, table: pa.Table) -> pa.Buffer:
        self.pending.set(())
        inline = min(self.rows, ROWS_INLINE)
        if table.num_rows <= inline:
            return self.whole_to_ipc(table)
        result = uuid.uuid4().hex
        self.results[result] = table
        starts = range(inline, table.num_rows, self.rows)
        self.pending.set([self._describe(result, table.slice(start, self.rows), start) for start in starts])
        return self.whole_to_ipc(table.slice(0, inline))

    def _describe(self, result: str, part: pa.Table, start: int) -> dict:
        url = f"http://{self.host.get()}/chunk/{result}/{start}"
        return {
            "url": url,
            "rowCount": part.num_rows,
            "uncompressedSize": part.nbytes,
            "compressedSize": part.nbytes,
        }

    def response(self) -> type[JSONResponse]:
        pending, wishes = self.pending, self.wishes

        class WithChunks(JSONResponse):
            """The answer to a statement, told where the rest of its result is."""

            def render(self, content) -> bytes:
                data = content.get("data") if isinstance(content, dict) else None
                if isinstance(data, dict) and "token" in data:
                    wishes.note(data["token"])
                chunks = pending.get()
                pending.set(())
                if chunks and isinstance(data, dict) and data.get("rowsetBase64"):
                    data["parameters"] += wishes.parameters()
                    data |= {"chunks": chunks, "chunkHeaders": {"x-stand-in": "1"}, "returned": data["total"]}
                return super().render(content)

        return WithChunks

    def remember_host(self, application):
        """Chunks come from where the client asked: a proxy in front of this server sees their download too."""

        async def remembering(scope, receive, send):
            headers = dict(scope.get("headers") or [])
            self.host.set(headers.get(b"host", b"").decode("latin-1"))
            await application(scope, self.wishes.heard(scope.get("path", ""), headers, receive), send)

        return remembering

    async def download(self, request: Request) -> Response:
        table = self.results.get(request.path_params["result"])
        if table is None:
            return Response(status_code=404)
        part = table.slice(int(request.path_params["start"]), self.rows)
        body = await run_in_threadpool(lambda: self.whole_to_ipc(part).to_pybytes())
        return Response(body, media_type="application/octet-stream")


def timestamps_with_nulls(column: pa.Array | pa.ChunkedArray) -> pa.StructArray:
    """fakesnow sends a NULL timestamp as a valid struct, which clients read as 1970-01-01: adds the null mask."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks)
    struct = original_timestamps(column)
    fields = [struct.type.field(i) for i in range(struct.type.num_fields)]
    children = [pc.fill_null(struct.field(i), 0) for i in range(struct.type.num_fields)]
    return pa.StructArray.from_arrays(children, fields=fields, mask=pc.is_null(column))


original_timestamps = fakesnow.arrow.timestamp_to_sf_struct


def application(data: Path, rows_per_chunk: int, work: tuple[str, str] | None = None):
    """fakesnow's web application, mended, over the DuckDB file of that folder."""
    fakesnow.arrow.timestamp_to_sf_struct = timestamps_with_nulls
    server.shared_fs = FakeSnow(db_path=data, nop_regexes=[r"\s*ALTER\s+SESSION\b"])
    server.shared_fs.results_cache = Latest()
    _use_database_by_default(server.shared_fs)
    _bound_memory(server.shared_fs, data)
    _tell_kinds_of_zoned_timestamps(server.shared_fs)
    tables = Tables(work)
    tables.install(server.shared_fs)
    Translations(tables).install()
    server.shared_fs.connect().close()  # a file that cannot be opened shows now, not at the first log-in
    chunks = Chunks(rows_per_chunk)
    server.to_ipc, server.JSONResponse = chunks.to_ipc, chunks.response()
    server.app.router.routes.append(Route("/chunk/{result}/{start:int}", chunks.download, methods=["GET"]))
    asked = Asked()
    server.app.router.routes.append(Route("/asked", asked.tell, methods=["GET"]))
    return asked.remember(chunks.remember_host(server.app))


def _use_database_by_default(instance: FakeSnow) -> None:
    connect = instance.connect

    def connect_somewhere(database=None, schema=None, **options):
        return connect(database or catalog.DATABASE, schema or catalog.SCHEMA, **options)

    instance.connect = connect_somewhere


def _tell_kinds_of_zoned_timestamps(instance: FakeSnow) -> None:
    """DuckDB has one type for both, which fakesnow calls TIMESTAMP_TZ: the table of types says which is the other."""
    whole = info_schema.SQL_CREATE_GLOBAL_INFORMATION_SCHEMA_COLUMNS_VIEW.split(" AS\n", 1)[1]
    local = ", ".join(f"('{table}', '{column}')" for table, column in catalog.columns_of("TIMESTAMP_LTZ"))
    instance.duck_conn.execute(f"""
        CREATE OR REPLACE VIEW _fs_global._fs_information_schema._fs_columns AS
        SELECT * REPLACE (CASE WHEN DATA_TYPE = 'TIMESTAMP_TZ' AND (TABLE_NAME, COLUMN_NAME) IN ({local})
                               THEN 'TIMESTAMP_LTZ' ELSE DATA_TYPE END AS DATA_TYPE) FROM ({whole})""")


def _bound_memory(instance: FakeSnow, data: Path) -> None:
    quarter = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4
    instance.duck_conn.execute(f"SET GLOBAL memory_limit = '{quarter} B'")
    instance.duck_conn.execute("SET GLOBAL temp_directory = ?", [str(data / "spill")])


class Server(uvicorn.Server):
    """Writes the port down once it is ready to answer."""

    def __init__(self, config: uvicorn.Config, port_file: Path | None):
        super().__init__(config)
        self.port_file = port_file

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets=sockets)
        if self.port_file and self.started:
            ready = self.port_file.with_suffix(".new")
            ready.write_text(str(self.config.port))
            ready.replace(self.port_file)
        print(f"The warehouse stand-in answers on {HOST}:{self.config.port}.", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of ANALYTICS.db")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--port-file", type=Path, help="gets the port when it is ready to answer")
    parser.add_argument("--load", type=Path, metavar="CSVDIR", help="make all tables anew, filled from <TABLE>.csv")
    parser.add_argument("--rows-per-chunk", type=int, default=5000)
    parser.add_argument("--work", type=work_schema, metavar="DB.SCHEMA", help="the only schema that takes new tables")
    arguments = parser.parse_args()
    os.environ["TZ"] = "UTC"
    arguments.data.mkdir(parents=True, exist_ok=True)
    if arguments.load or not catalog.database_file(arguments.data).exists():
        catalog.create(arguments.data, arguments.load)
    port = arguments.port or free_port()
    app = application(arguments.data, arguments.rows_per_chunk, arguments.work)
    config = uvicorn.Config(app, host=HOST, port=port, log_level="warning", access_log=False)
    Server(config, arguments.port_file).run()
