"""Which pages of the Intensives show whose record: each opening is in "who opened my file"."""

from intensives.models import Attendance, CoLedSession, Evaluation
from members.views.openings import About

_place = About(Attendance, "person_id", "place at an Intensive")
PAGES = {
    **dict.fromkeys(("withdraw", "co_led"), _place),
    "co_led_remove": About(CoLedSession, "attendance__person_id", "place at an Intensive"),
    "meeting": About(Evaluation, "attendance__person_id", "evaluation meeting"),
}
"""By the name of the page; the pages of an assessment write it down themselves."""
