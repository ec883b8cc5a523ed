"""Triggers stand in the migrations: an upgrade adds and removes columns under writes, and loses nothing."""

import threading
from collections.abc import Iterator

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import InternalError
from django.test import modify_settings

from members.history import append_only

EMPTIED = "Cannot truncate"
WITH_THE_APP = modify_settings(INSTALLED_APPS={"append": "tests.upgraded"})


@pytest.mark.django_db
def test_every_trigger_of_a_model_is_in_the_database_as_the_model_says():
    wrong = [
        f"{model._meta.label}: {trigger.name} is {status}"
        for model, trigger in pgtrigger.registered()
        if (status := trigger.get_installation_status(model)[0]) != "INSTALLED"
    ]
    assert wrong == []
    assert len(pgtrigger.registered()) > 100


def never_emptied() -> list[str]:
    """The tables with a trigger that refuses to empty them."""
    return sorted(
        model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == "never_emptied"
    )


def test_whatever_is_only_appended_to_is_never_emptied_either():
    appended = {
        model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == "append_only"
    }
    assert appended <= set(never_emptied())
    assert len(appended) > 15
    assert [trigger.name for trigger in append_only()] == ["append_only", "never_emptied"]


@pytest.mark.django_db
@pytest.mark.parametrize("table", never_emptied())
def test_a_table_that_is_kept_refuses_truncate(table):
    with pytest.raises(InternalError, match=EMPTIED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.fixture
def migrate(transactional_db) -> Iterator:
    """The small app beside the others, brought to a migration by name; taken away after the test."""

    def to(name: str | None) -> None:
        executor = MigrationExecutor(connection)
        executor.loader.build_graph()
        executor.migrate([("upgraded", name)])

    with WITH_THE_APP:
        apps.clear_cache()
        to("0001_initial")
        yield to
        with pgtrigger.ignore():
            to(None)


class Writer(threading.Thread):
    """Somebody who goes on writing with yesterday's code, row by row, until told to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self.fault, self.over = 0, None, threading.Event()

    def run(self) -> None:
        try:
            while not self.over.is_set():
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO upgraded_leaf (name) VALUES ('new')")
                    cursor.execute("UPDATE upgraded_leaf SET name = name || '!' WHERE name = 'new'")
                self.written += 1
        except DatabaseError as fault:
            self.fault = fault
        finally:
            connection.close()


def test_a_column_comes_and_goes_while_somebody_writes_and_every_change_is_kept(migrate):
    writer = Writer()
    writer.start()
    try:
        for name in ("0002_colour", "0003_without_colour"):
            so_far = writer.written
            migrate(name)
            while writer.is_alive() and writer.written < so_far + 5:
                pass
    finally:
        writer.over.set()
        writer.join()
    assert writer.fault is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, count(*) FROM upgraded_leafevent GROUP BY 1 ORDER BY 1")
        kept = dict(cursor.fetchall())
    assert kept == {"insert": writer.written, "update": writer.written}


def test_what_is_only_appended_to_stays_so_through_every_upgrade(migrate):
    for name in ("0001_initial", "0002_colour", "0003_without_colour"):
        migrate(name)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO upgraded_ring (year) VALUES (1998)")
            for refused in ("UPDATE upgraded_ring SET year = 1", "DELETE FROM upgraded_ring"):
                with pytest.raises(InternalError):
                    cursor.execute(refused)
            with pytest.raises(InternalError, match=EMPTIED):
                cursor.execute("TRUNCATE upgraded_ring")
