"""App configuration."""

from django.apps import AppConfig


class CredentialingConfig(AppConfig):
    name = "credentialing"

    def ready(self) -> None:
        """Make notices and navigation known, and listen to what the lower apps announce."""
        from credentialing import hearing, navigation, notifications, receivers  # noqa: F401
        from credentialing.actions import merging, parting  # noqa: F401
