"""The admin shows every table and changes none: what happens, happens through actions."""

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

OURS = ("members", "supervision", "intensives", "credentialing")
SECRET = (
    "password", "code_hash", "session_key", "session_data", "data", "context", "draft", "advice",
    "advice_reasons", "note_to_self",
)  # fmt: skip
"""Columns that nobody looks up here: keys, texts of messages (they hold sign-in codes), and what a page
promises is read by its author alone or by those it is delivered to."""
SEALED = "sealed_from_admin"


class ReadOnly(admin.ModelAdmin):
    """Any model, to look at."""

    list_per_page = 50
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Everything but secrets."""
        return [field.name for field in self.model._meta.fields if field.name not in SECRET]

    get_readonly_fields = get_fields

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


def register_everything() -> None:
    """Register every model of ours, but those that say they are sealed (a ballot before it is counted)."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            sealed = getattr(model, SEALED, False) or "ballot" in model.__name__.lower()
            if not sealed and not admin.site.is_registered(model):
                admin.site.register(model, ReadOnly)


def leave_the_rest_out() -> None:
    """Take out the tables of sign-in: there they could be changed, and hold the keys of second factors."""
    for model in list(admin.site._registry):
        if model._meta.app_label not in OURS:
            admin.site.unregister(model)


register_everything()
leave_the_rest_out()
admin.site.site_header = "Balint credentialing: tables, to look at"
