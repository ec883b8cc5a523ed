"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        for module in ("notifications", "permissions", "navigation", "actions.offices"):
            import_module(f"members.{module}")
