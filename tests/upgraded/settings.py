"""The settings with the small app beside the others."""

from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.upgraded"]  # noqa: F405
