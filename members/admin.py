"""The admin shows every table and changes none: what happens, happens through actions."""

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

SECRET = ("password", "code_hash", "session_key", "session_data", "data")
SEALED = "sealed_from_admin"


class ReadOnly(admin.ModelAdmin):
    """Any model, to look at."""

    list_per_page = 50
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Everything but secrets."""
        return [field.name for field in self.model._meta.fields if field.name not in SECRET]

    get_readonly_fields = get_fields

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
    for label in ("members", "supervision", "intensives", "credentialing"):
        for model in apps.get_app_config(label).get_models():
            sealed = getattr(model, SEALED, False) or "ballot" in model.__name__.lower()
            if not sealed and not admin.site.is_registered(model):
                admin.site.register(model, ReadOnly)


register_everything()
admin.site.site_header = "Balint credentialing: tables, to look at"
