"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        for module in (
            "names",
            "notifications",
            "permissions",
            "navigation",
            "actions.offices",
            "actions.office_corrections",
            "actions.accounts",
            "actions.particulars",
            "actions.earlier_credentials",
            "actions.merging",
        ):
            import_module(f"members.{module}")


class House(admin_apps.AdminConfig):
    """The admin as this house has it (members.admin_site)."""

    default = False
    default_site = "members.admin_site.House"
