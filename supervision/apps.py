"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"

    def ready(self) -> None:
        for module in ("notifications", "permissions", "navigation", "actions.merging"):
            import_module(f"supervision.{module}")
