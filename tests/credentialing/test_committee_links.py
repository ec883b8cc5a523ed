"""The later pages are found from the candidate's home."""

from django.urls import reverse

from credentialing.actions.motions import cast_ballot
from tests.credentialing.later_half import taken_over, voting


def test_the_home_of_an_assessed_candidate_leads_to_the_intensive(
    membership_officer, chair, client, sign_in, at
):
    case = taken_over("D01", officer=membership_officer, chair=chair)
    page = sign_in(client, case.candidate).get(reverse("home")).content.decode()
    assert reverse("credentialing:final", args=[case.pk]) in page


def test_the_home_of_a_credentialed_candidate_leads_to_decision_and_papers(
    president, council1, membership_officer, chair, client, sign_in, at
):
    motion = voting(officer=membership_officer, chair=chair, president=president)
    for person in (president, council1):
        cast_ballot(motion=motion, choice="approve", by=person)
    page = sign_in(client, motion.case.candidate).get(reverse("home")).content.decode()
    assert reverse("credentialing:decision", args=[motion.case_id]) in page
