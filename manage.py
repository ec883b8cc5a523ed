#!/usr/bin/env python3
"""Django's command line for this project."""

import os
import sys


def assessed_without_django(arguments: list[str]) -> None:
    """Assess files and exit: they need neither settings nor a database."""
    from credentialing.dossier.assessing import main

    status = main(arguments)
    if status is not None:
        sys.exit(status)


if __name__ == "__main__":
    if sys.argv[1:2] == ["assess"]:
        assessed_without_django(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
