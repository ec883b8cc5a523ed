"""The database of each worker, the clock, and signing in.

The clock: `at(day)` moves the shared clock (members.clock) to noon of the day; it starts at 1 June
2026 in tests that ask for it, and goes back to real time afterwards. Sessions and codes stay on real
time, so a test of those uses time_machine.
"""

import datetime as dt
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pgtrigger
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from config.services import connected, drop_database, ensure_database, named
from members import clock

pytest_plugins = ["tests.cast"]
HOUSE = Path(__file__).resolve().parent.parent
TEMPLATE = "tests_template"


def migrated_template() -> str:
    """Return the name of the database that all others are copied from; the first to ask migrates it."""
    url = os.environ["DATABASE_URL"]
    with (Path(os.environ["TEST_SCRATCH"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connected(url) as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            ready = cursor.fetchone() is not None
        if not ready:
            fresh = ensure_database(url, f"{TEMPLATE}_raw")
            for step in (["migrate", "-v", "0", "--skip-checks"], ["createcachetable"]):
                command = [sys.executable, str(HOUSE / "manage.py"), *step]
                subprocess.run(command, env={**os.environ, "DATABASE_URL": fresh}, check=True)
            with connected(url) as cursor:
                cursor.execute(f"ALTER DATABASE {TEMPLATE}_raw RENAME TO {TEMPLATE}")
    return TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:
    """Give this process a database of its own, copied from the migrated template."""
    url = os.environ["DATABASE_URL"]
    name = f"tests_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}"
    with django_db_blocker.unblock():
        drop_database(url, name)
        ensure_database(named(url, "postgres"), name, template=migrated_template())
        for where in (settings.DATABASES["default"], connections["default"].settings_dict):
            where["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        drop_database(url, name)


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Let Django empty the tables after a test of real transactions; for nobody else are they emptied."""
    operations = connections["default"].ops
    empty = operations.execute_sql_flush

    def without_triggers(sql_list: list[str]) -> None:
        with pgtrigger.ignore():
            empty(sql_list)

    operations.execute_sql_flush = without_triggers
    yield
    operations.execute_sql_flush = empty


@pytest.fixture
def at(db) -> Iterator[Callable[[dt.date], None]]:
    """Move the society's clock to noon of a day: `at(date(2026, 6, 1))`. Nothing is read once; each
    question asks the row, so it may be moved in the middle of a test."""
    clock.move_to_day(dt.date(2026, 6, 1))
    return clock.move_to_day


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign a person in as the demonstration's buttons do: fresh for every re-authentication.

    `sign_in(client, person)` returns the client; `fresh=False` leaves re-authentication to be done.
    """

    def signed_in(client: Client, person, *, fresh: bool = True) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        if fresh:
            session["signed_in_by_button"] = True
        else:
            session.pop("signed_in_by_button", None)
        session.save()
        return client

    return signed_in
