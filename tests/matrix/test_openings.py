"""Every page that shows somebody's record to somebody else is in "who opened my file".

Generated over the matrix: whatever page about the candidate answers to another, the candidate can read who
opened it. What is left out is named here, with the reason.
"""

from collections import defaultdict

import pytest
from django.db import transaction

from members.models import AccessEntry
from tests.matrix.asking import signed_in
from tests.matrix.house import address
from tests.matrix.notation import ROLES, Row
from tests.matrix.rows import ROWS
from tests.matrix.world import STAGES

APPS = ("credentialing:", "supervision:", "intensives:")
OF_THE_CANDIDATE = {
    "case", "experience", "request", "agreement", "announced", "receipt", "evaluation", "item", "motion",
    "document", "group", "session", "debrief", "supervised", "person", "place", "participant", "co_led",
}  # fmt: skip
"""Things of the world that are about the candidate."""
SHARED = {
    "supervision:group": ("co_leader",),
    "supervision:debrief_log": ("co_leader",),
    "supervision:debrief_confirm": ("co_leader",),
    "supervision:session_remove": ("co_leader",),
    "supervision:debrief_remove": ("co_leader",),
}
"""Who opens what is as much their own: a co-leader the group that they lead together."""
NOTHING_SHOWN = {
    "intensives:autosave": "answers one's own draft with the moment it was kept",
    "credentialing:application_autosave": "answers one's own draft with the moment it was kept",
}
SHOWN = ("200", "409", "422")


def is_about_the_candidate(row: Row) -> bool:
    return row.route.startswith(APPS) and bool(set(row.arguments) & OF_THE_CANDIDATE)


def openings(row: Row) -> list[str]:
    """Whom the page shows what is another's."""
    left_out = {"anonymous", "candidate", *SHARED.get(row.route, ())}
    return [role for role in ROLES if role not in left_out and row.answers[role] in SHOWN]


ASKED = sorted(
    (row for row in ROWS if is_about_the_candidate(row) and row.route not in NOTHING_SHOWN and openings(row)),
    key=lambda row: STAGES.index(row.world),
)


def test_what_things_there_are_is_known():
    """A thing that no one has thought of is either about the candidate, or named here as another's."""
    words = {word for row in ROWS for word in row.arguments if row.route.startswith(APPS)}
    others = "intensive summer empty_group seat reading fee_schedule forged debrief_token none".split()  # noqa: SIM905
    kinds = "schedule exception other grant_schedule judge".split()  # noqa: SIM905
    unknown = {word for word in words - OF_THE_CANDIDATE - {*others, *kinds} if word.isidentifier()}
    assert sorted(unknown) == []


@pytest.mark.parametrize(
    "world, row", [(row.world, row) for row in ASKED], indirect=["world"], ids=map(str, ASKED), scope="module"
)
def test_the_candidate_can_read_who_opened_it(world, row):
    silent = defaultdict(list)
    for role in openings(row):
        with transaction.atomic():
            by = world.people[role]
            client, path = signed_in(by), address(row.route, row.arguments, world)
            last = AccessEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            answer = client.get(path) if row.method == "GET" else client.post(path, {"once": "x"})
            found = AccessEntry.objects.filter(pk__gt=last, by=by, about=world.candidate)
            if str(answer.status_code) in SHOWN and not found.exists():
                silent[row.route].append(role)
            transaction.set_rollback(True)
    assert dict(silent) == {}
