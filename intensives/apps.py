"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class IntensivesConfig(AppConfig):
    name = "intensives"

    def ready(self) -> None:
        for module in ("notifications", "permissions", "navigation", "actions.parting", "actions.merging"):
            import_module(f"intensives.{module}")
