"""The admin shows every table and changes none: what happens, happens through actions.

One signs in to it as to every page, and what a superuser reads about a person is in "who opened my file".
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from members.actions.access import look_at_all
from members.admin_site import OURS
from members.models import Person

SECRET = (
    "password", "code_hash", "session_key", "session_data", "data", "context", "draft", "advice",
    "advice_reasons", "note_to_self",
)  # fmt: skip
"""Columns that nobody looks up here: keys, texts of messages (they hold sign-in codes), and what a page
promises is read by its author alone or by those it is delivered to."""
SEALED = "sealed_from_admin"
TO_A_PERSON = ("candidate", "subject", "about", "person", "leader")
ON_THE_WAY = (
    "case", "attendance", "evaluation", "experience", "receipt", "motion", "recommendation", "work", "group",
)  # fmt: skip
"""Columns that lead from a row to the person it is about, and what it belongs to before that."""


@cache
def way_to_person(model: type[models.Model], steps: int = 3) -> tuple[str, ...]:
    """The columns that lead from a row of the table to the person it is about; none where it is nobody's."""
    names = {field.name: field for field in model._meta.fields if field.related_model}
    if "candidate" in names:
        return ("candidate",)
    for name in ON_THE_WAY if steps else ():
        if name in names and (rest := way_to_person(names[name].related_model, steps - 1)):
            return (name, *rest)
    return next(((name,) for name in TO_A_PERSON if name in names), ())


def person_of(row: models.Model) -> Person | None:
    """The person a row is about; a person's own row, and its history, is about them."""
    if isinstance(row, Person):
        return row
    found: Any = row
    for name in way_to_person(type(row)) or ("pgh_obj",):
        found = getattr(found, name, None)
    return found if isinstance(found, Person) else None


class ReadOnly(admin.ModelAdmin):
    """Any model, to look at."""

    list_per_page = 50
    show_full_result_count = False
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With whom each row is about."""
        way = way_to_person(self.model)
        rows = super().get_queryset(request)
        return rows.select_related("__".join(way)) if way else rows

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Everything but secrets."""
        return [field.name for field in self.model._meta.fields if field.name not in SECRET]

    get_readonly_fields = get_fields

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Never: a question about a column tells what stands in it, letter by letter."""
        return False

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """By its key alone is a row found."""
        return to_field == self.opts.pk.name

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; everybody who stands on this page of it can see that it was looked at."""
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            note(request, f"list of {self.opts.verbose_name_plural}", "", shown["cl"].result_list)
        return response

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None):
        """One row; the person it is about can see that it was opened."""
        response = super().change_view(request, object_id, form_url, extra_context)
        self._noted(request, object_id, response)
        return response

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What was done to the row here, which is nothing; it says what the row is."""
        response = super().history_view(request, object_id, extra_context)
        self._noted(request, object_id, response)
        return response

    def _noted(self, request: HttpRequest, key: str, response: HttpResponse) -> None:
        if response.status_code == 200 and (row := self.get_object(request, key)):
            note(request, str(self.opts.verbose_name), key, [row])

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """A superuser's alone; the rules of the pages do not speak here."""
        return request.user.is_active and request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        return False


def note(request: HttpRequest, what: str, key: str, rows: Iterable[models.Model]) -> None:
    """Write into "who opened my file" of everybody the rows are about that a superuser looked at them."""
    people = {person.pk: person for row in rows if (person := person_of(row))}
    look_at_all(request.user, people.values(), f"table: {what}", key)


def register_everything() -> None:
    """Register every table of ours, but those that say they are sealed (a ballot before it is counted)."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            sealed = getattr(model, SEALED, False) or "ballot" in model.__name__.lower()
            if not sealed and not model._meta.proxy and not admin.site.is_registered(model):
                admin.site.register(model, ReadOnly)


register_everything()
