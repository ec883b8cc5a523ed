"""The later pages are found from the candidate's home, and evidence from where it is decided upon."""

from django.urls import reverse

from credentialing.actions.counting import release_result
from credentialing.actions.motions import cast_ballot
from tests.credentialing.later_half import in_review, taken_over, voting


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
    release_result(motion=motion, by=president)
    page = sign_in(client, motion.case.candidate).get(reverse("home")).content.decode()
    assert reverse("credentialing:decision", args=[motion.case_id]) in page


def test_who_decides_opens_the_evidence_of_the_clause_from_there(
    membership_officer, chair, client, sign_in, at
):
    case = in_review("D16", officer=membership_officer, chair=chair)
    address = reverse("credentialing:determine_one", args=[case.pk, "reconcile"])
    page = sign_in(client, chair).get(address)
    facts = [fact for finding in page.context["findings"] for fact in finding.evidence]
    links = [page.context["links"].to(fact) for fact in facts]
    assert len(links) > 0
    assert [link for link in links if f'<a href="{link}">' not in page.content.decode()] == []
