"""Every form meets what people and programs send: it answers with errors or accepts, and never breaks.

The forms are met on their pages, so that the action and the database behind each meet it too. A page
that is shown again keeps what was typed.
"""

import uuid
from collections.abc import Iterator
from html import escape

import pytest
from django import forms
from django.db import transaction
from django.test import Client

from members import clock
from members.actions.locking import around_steps
from members.forms.base import PageMixin
from tests.matrix.asking import signed_in
from tests.matrix.house import address
from tests.matrix.notation import Row
from tests.matrix.rows import ROWS
from tests.matrix.world import STAGES, World

ANYTHING = (
    "", " ", "x" * 100_000, "<script>alert('x')</script>", "Zoë 🩺 \u202eוּ", "a\x00b", "-1", "9" * 400,
    "2026-02-30", "[]",
)  # fmt: skip
"""Sent in every field at once: empty, very long, markup, emoji and writing from the right, a null byte,
negative, huge, a day that does not exist, a list."""
WORDS = ("Zoë 🩺 \u202eוּ", "<script>alert('x')</script>", "O'Brien; DROP TABLE --", "\u200b", "x" * 300)
DAYS = ("0001-01-01", "1899-12-31", "9999-12-31")
FIGURES = ("0", "0.001", "1e400", "NaN", "Infinity", "99999999999999999999")
ANSWERED = (200, 302, 409, 422)
NUMBERS = (forms.IntegerField, forms.DecimalField)


def pages(world: str) -> list[tuple[Row, str]]:
    """The pages of the matrix with a form, and a role that may send it."""
    found: dict[tuple, tuple[Row, str]] = {}
    for row in ROWS:
        if (
            row.world == world
            and row.method == "POST"
            and not row.route.startswith(("admin:", "mfa_", "account_"))
        ):
            for role, answer in row.answers.items():
                if answer in ("422", "302", "409", "200") and role != "anonymous":
                    found.setdefault((row.route, row.arguments), (row, role))
    return list(found.values())


def valid(field: forms.Field) -> object:
    """Something the field takes."""
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return [str(value) for value, _ in list(field.choices)[:1]]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return next((str(value) for value, _ in field.choices if str(value)), "")
    kinds = {
        forms.DateField: clock.today().isoformat(),
        forms.TimeField: "20:00",
        forms.EmailField: "somebody@example.org",
        forms.IntegerField: "1",
        forms.DecimalField: "1",
        forms.BooleanField: "on",
    }
    return next((value for kind, value in kinds.items() if type(field) is kind), "Plain words")


def posts(form: forms.BaseForm) -> Iterator[dict[str, object]]:
    """What is sent to the page of the form, one after the other."""
    fields = {form.add_prefix(name): field for name, field in form.fields.items() if name != "once"}
    good = {name: valid(field) for name, field in fields.items()}
    for value in ANYTHING:
        yield dict.fromkeys(fields, value)
    words = [name for name, field in fields.items() if type(field) in (forms.CharField, forms.EmailField)]
    days = [name for name, field in fields.items() if isinstance(field, forms.DateField)]
    figures = [name for name, field in fields.items() if isinstance(field, NUMBERS)]
    for names, values in ((words, WORDS), (days, DAYS), (figures, FIGURES)):
        for value in values if names else ():
            yield good | dict.fromkeys(names, value)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A client for each role that is asked for, signed in as the demonstration's buttons do."""
    return {}


def client_of(role: str, world: World, clients: dict[str, Client]) -> Client:
    """The role's client."""
    if role not in clients:
        clients[role] = signed_in(world.people[role])
    return clients[role]


def faults(client: Client, path: str, sent: dict[str, object]) -> list[str]:
    """What is wrong with the answer to what was sent; everything is as before afterwards."""
    with around_steps():
        answer = client.post(path, {**sent, "once": uuid.uuid4().hex})
        transaction.set_rollback(True)
    short = {name: str(value)[:30] for name, value in sent.items()}
    if answer.status_code not in ANSWERED:
        return [f"{answer.status_code} for {short}"]
    form = answer.context and answer.context.get("form")
    if answer.status_code not in (409, 422) or not isinstance(form, PageMixin):
        return []
    wrong = (
        []
        if form.errors or "items" in answer.context
        else [f"{answer.status_code} without a word for {short}"]
    )
    text = answer.content.decode()
    if not any(f'name="{form.add_prefix(name)}"' in text for name in form.fields if name != "once"):
        return wrong  # the step is not possible any more, and the page says so in place of the form
    for name, field in form.fields.items():
        typed = sent.get(form.add_prefix(name))
        shown = isinstance(field.widget, forms.TextInput | forms.Textarea) and not field.widget.is_hidden
        if shown and isinstance(typed, str) and "\x00" not in typed and escape(typed) not in text:
            wrong.append(f"{name} lost what was typed: {typed[:30]!r}")
    return wrong


@pytest.mark.parametrize("world", STAGES[:-1], indirect=True, scope="module")
def test_whatever_is_sent_is_answered(world, clients, request):
    wrong = []
    for row, role in pages(request.node.callspec.params["world"]):
        client, path = client_of(role, world, clients), address(row.route, row.arguments, world)
        shown = client.get(path)
        form = shown.context and shown.context.get("form")
        if isinstance(form, forms.BaseForm):
            for sent in posts(form):
                wrong += [f"{row.route} as {role}: {fault}" for fault in faults(client, path, sent)]
    assert not wrong, "\n".join(wrong)
