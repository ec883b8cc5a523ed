"""The kinds of notices about Intensives; their texts are templates/notices/<kind>.txt."""

from collections.abc import Callable

from django.apps import apps

from members.notifications import Kind, belongs_to, register

register(
    Kind("intensive_registered", subject="Your place: {name}"),
    Kind("intensive_changed", subject="Changed: {name}"),
    Kind("intensive_cancelled", subject="Cancelled: {name}"),
    Kind("place_lapsed", subject="A place at {name} is free again"),
    Kind("place_given_up", subject="A place was given up: {name}", essential=False),
    Kind("intensive_without", subject="{person} has no part in {name} any more"),
    Kind("attendance_attested", subject="Your attendance: {name}"),
    Kind("faculty_seated", subject="You are faculty: {name}"),
    Kind("evaluator_designated", subject="You are asked to evaluate {candidate}"),
    Kind("evaluator_released", subject="No evaluation needed: {candidate}"),
)


OWNED = {
    "attendance": ("Attendance", "person"),
    "evaluation": ("Evaluation", "attendance__person"),
}
"""The things notices are about, with the column that leads to the person whose they are."""


def _owner(model: str, column: str) -> Callable[[str], int | None]:
    def found(key: str) -> int | None:
        rows = apps.get_model("intensives", model).objects.filter(pk=key)
        return rows.values_list(column, flat=True).first()

    return found


for _kind, _where in OWNED.items():
    belongs_to(_kind, _owner(*_where))
