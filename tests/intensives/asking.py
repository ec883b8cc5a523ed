"""Asserting that an action says no with its sentence and has changed nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps

from members.models import Notice
from members.refusals import Refused


def everything() -> dict[str, list]:
    """Every row of the app, and every notice."""
    models = [model for model in apps.get_app_config("intensives").get_models() if model._meta.managed]
    rows = {model.__name__: list(model.objects.order_by("pk").values_list()) for model in [*models, Notice]}
    return {name: values for name, values in rows.items() if not name.endswith("Event")}


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """The body raises Refused with exactly this sentence, and every row is as it was before."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        yield
    assert refusal.value.sentence == sentence
    assert everything() == before


def notices() -> list[tuple[str, str]]:
    """Kind and recipient of every notice, in the order they were written."""
    rows = Notice.objects.order_by("pk").select_related("person")
    return [(row.kind, row.person.name if row.person else row.office or row.address) for row in rows]
