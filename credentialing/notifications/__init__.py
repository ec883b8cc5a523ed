"""The notices about a case; their texts are in templates/notices. Each part registers its kinds."""

from members.notifications import belongs_to

from . import application, committee, council

__all__ = ["application", "committee", "council"]


def _of_case(key: str) -> int | None:
    from credentialing.models import Case

    return Case.objects.filter(pk=key).values_list("candidate", flat=True).first()


def _of_motion(key: str) -> int | None:
    from credentialing.models import Motion

    return Motion.objects.filter(pk=key).values_list("case__candidate", flat=True).first()


belongs_to("case", _of_case)
belongs_to("motion", _of_motion)
