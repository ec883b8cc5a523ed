"""App configuration."""

from django.apps import AppConfig


class IntensivesConfig(AppConfig):
    name = "intensives"
