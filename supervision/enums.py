"""The fixed vocabularies of groups and supervision."""

from django.db.models import TextChoices


class Setting(TextChoices):
    """Where a group is held; a medical one asks for a pair of professions (P98.BR.3b)."""

    MEDICAL = "medical", "Medical"
    OTHER = "other", "Other"


class Recording(TextChoices):
    """How a supervised group was recorded (R14.9d); the recording itself is never stored."""

    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"
    NONE = "none", "No recording"
