"""The fixed vocabularies of groups and supervision."""

from django.db.models import TextChoices

from members.enums import Office


class Setting(TextChoices):
    """Where a group is held; a medical one asks for a pair of professions (P98.BR.3b)."""

    MEDICAL = "medical", "Medical"
    OTHER = "other", "Other"


class Recording(TextChoices):
    """How a supervised group was recorded (R14.9d); the recording itself is never stored."""

    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"
    NONE = "none", "No recording"


OVERSIGHT = (Office.CCC_CHAIR, Office.CCC_MEMBER, Office.COORDINATOR_OF_SUPERVISION)
"""Offices that see everybody's groups and supervision."""

OVERRIDING = (Office.CCC_CHAIR, Office.COORDINATOR_OF_SUPERVISION)
"""Offices that may record a supervision session dated before the fee was sent, with a reason."""
