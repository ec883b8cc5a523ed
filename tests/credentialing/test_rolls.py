"""Who is on the roll of a vote: nobody who has stood aside from an earlier one on the same file."""

import pytest

from credentialing.actions.motions import recuse
from credentialing.actions.situation import council_today
from credentialing.models import Case
from credentialing.tasks import close_ballots
from members import clock
from tests.credentialing.later_half import voting

pytestmark = pytest.mark.django_db


def test_who_has_stood_aside_is_on_no_later_roll(president, council1, membership_officer, chair, at):
    motion = voting(officer=membership_officer, chair=chair, president=president)
    assert council1 in council_today(motion.case)
    recuse(motion=motion, by=council1, reason="We practise together.")
    clock.move_to(motion.closes_at)
    assert close_ballots() == 1
    motion.refresh_from_db()
    assert motion.outcome == "lapsed"
    case = Case.objects.get(pk=motion.case_id)
    assert council1 not in council_today(case)
    assert president in council_today(case)


def test_a_president_who_stands_aside_calls_no_vote_off(president, membership_officer, chair, at):
    motion = voting(officer=membership_officer, chair=chair, president=president)
    assert president.has_perm("credentialing.return_file", motion.case)
    recuse(motion=motion, by=president, reason="We practise together.")
    assert not president.has_perm("credentialing.return_file", motion.case)
    assert chair.has_perm("credentialing.return_file", motion.case)
