"""The worlds of the matrix: each built once, in a transaction that is thrown away."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from members.actions.locking import around_steps
from tests.matrix.world import World, build


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world at the stage that the parameter names."""
    with django_db_blocker.unblock(), around_steps():
        yield build(request.param)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are asked for here; what breaks is still told."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
