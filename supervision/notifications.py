"""The notices about groups and supervision; their texts are in templates/notices."""

from collections.abc import Callable

from django.apps import apps

from members.notifications import Kind, belongs_to, register

register(
    Kind("co_leader_named", subject="{leader} names you as co-leader of {group}"),
    Kind("debrief_to_confirm", subject="Please confirm your debrief of {day_text}"),
    Kind("supervisor_asked", subject="{candidate} asks you to supervise"),
    Kind(
        "supervisor_request_withdrawn",
        subject="{candidate} has withdrawn the request to you",
        essential=False,
    ),
    Kind("supervisor_request_lapsed", subject="{candidate}: the request to you has lapsed"),
    Kind("supervisor_gone", subject="{supervisor} cannot supervise you"),
    Kind("supervisor_answered", subject="{supervisor} has answered your request"),
    Kind("agreement_to_sign", subject="An agreement with {candidate} waits for your signature"),
    Kind("agreement_signed", subject="{supervisor} has signed your agreement"),
    Kind("agreement_copy", subject="Copy of the supervisor agreement of {candidate}"),
    Kind("agreement_ended", subject="The supervisor agreement of {candidate} and {supervisor} has ended"),
    Kind("supervision_recorded", subject="Supervision of {day_text} is recorded", essential=False),
)


OWNED = {
    "agreement": ("Agreement", "candidate"),
    "supervisor_request": ("SupervisorRequest", "candidate"),
    "supervision_session": ("SupervisionSession", "candidate"),
    "debrief": ("Debrief", "group__leader"),
    "group": ("BalintGroup", "leader"),
}
"""The things notices are about, with the column that leads to the person whose they are."""


def _owner(model: str, column: str) -> Callable[[str], int | None]:
    def found(key: str) -> int | None:
        rows = apps.get_model("supervision", model).objects.filter(pk=key)
        return rows.values_list(column, flat=True).first()

    return found


for _kind, _where in OWNED.items():
    belongs_to(_kind, _owner(*_where))
