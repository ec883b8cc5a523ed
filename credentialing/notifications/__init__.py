"""The notices about a case; their texts are in templates/notices. Each part registers its kinds."""

from . import application, committee, council

__all__ = ["application", "committee", "council"]
