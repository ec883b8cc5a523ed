"""The list of files and the permission on each file give the same answer, in every state, for everybody."""

import pytest
from django.contrib.auth.models import AnonymousUser

from credentialing.enums import State
from credentialing.models import Case
from credentialing.permissions import visible_cases

READERS = {"candidate", "chair", "ccc_member", "coordinator"}
COUNCIL = {"president", "council1", "council2", "council3"}
WITH_COUNCIL = (State.RECOMMENDED, State.VOTING, State.CREDENTIALED, State.NOT_CREDENTIALED)


@pytest.mark.parametrize("world", ["draft", "held"], indirect=True, scope="module")
@pytest.mark.parametrize("state", State)
def test_a_list_shows_the_files_one_may_open(world, state):
    before = world.case.state
    Case.objects.filter(pk=world.case.pk).update(state=state)
    try:
        case = Case.objects.get(pk=world.case.pk)
        listed = {name for name, person in world.people.items() if case in visible_cases(person)}
        allowed = {name for name, one in world.people.items() if one.has_perm("credentialing.see_file", case)}
        expected = READERS | COUNCIL if state in WITH_COUNCIL else READERS
        assert (listed, allowed) == (expected, expected)
        assert not visible_cases(AnonymousUser()).exists()
    finally:
        Case.objects.filter(pk=world.case.pk).update(state=before)
