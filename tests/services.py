"""A pytest plugin, loaded before Django's settings: database server and broker of the test run.

The controller (or the only process) opens both and hands their addresses to the workers through
the environment; `tests.conftest` gives each worker a database of its own.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryDirectory

import pytest

from config.services import services

_opened = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Open the services before anything reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        scratch = _opened.enter_context(TemporaryDirectory(prefix="credentialing-tests-"))
        addresses = _opened.enter_context(services(data=None, database="credentialing_tests"))
        os.environ |= {
            **addresses,
            "APP_MODE": "test",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EMAIL_URL": "memorymail://",
            "MEDIA_ROOT": f"{scratch}/media",
            "TEST_SCRATCH": scratch,
        }
    return (yield)


def pytest_unconfigure() -> None:
    """Close what this process opened."""
    _opened.close()
