"""Certificate and letter: asked for with the decision, made once, kept privately, fetched from nowhere."""

import hashlib

import pytest
from django.urls import reverse

from credentialing.actions import documents
from credentialing.actions.counting import release_result
from credentialing.actions.motions import cast_ballot
from credentialing.models import Document
from credentialing.pdf import ForbiddenAddressError, OwnFilesOnly, paper
from credentialing.tasks import make_documents
from members.models import AccessEntry, Credential, Notice
from tests.credentialing.later_half import voting


@pytest.fixture
def decided(president, council1, membership_officer, chair, at):
    motion = voting(officer=membership_officer, chair=chair, president=president)
    for person in (president, council1):
        cast_ballot(motion=motion, choice="approve", by=person)
    release_result(motion=motion, by=president)
    return motion.case


def test_the_worker_makes_each_paper_once(decided):
    assert make_documents() == 2
    assert make_documents() == 0
    for row in Document.objects.all():
        content = row.file.read()
        assert (content[:5], hashlib.sha256(content).hexdigest()) == (b"%PDF-", row.sha256)
    assert Notice.objects.filter(kind="document_ready", person=decided.candidate).count() == 2


def test_a_claimed_paper_is_left_to_its_worker(decided):
    pk = Document.objects.first().pk
    assert (documents.claim(pk=pk), documents.claim(pk=pk)) == (True, False)
    assert documents.make_due() == 1


def test_the_certificate_carries_number_code_and_address(decided):
    credential = Credential.objects.get()
    context = Document.objects.get(kind="certificate").context
    assert (context["number"], context["code"]) == (credential.number, credential.code)
    assert context["verify"].endswith(reverse("certificate", args=[credential.code]))


def test_the_public_page_confirms_the_code(decided, client):
    code = Credential.objects.get().code
    page = client.get(reverse("certificate", args=[code]))
    assert (page.status_code, "This certificate is valid" in page.content.decode()) == (200, True)


def test_a_paper_fetches_our_own_files_alone():
    fetcher = OwnFilesOnly()
    assert b"<svg" in fetcher.fetch("static:img/mark.svg").read()
    for address in (
        "https://example.org/x.png",
        "file:///etc/passwd",
        "static:../config/settings.py",
        "http://127.0.0.1/",
    ):
        with pytest.raises(ForbiddenAddressError):
            fetcher.fetch(address)


def test_a_letter_of_refusal_is_a_paper_too():
    context = {"name": "Maya Ferreira", "decided_on": "2026-06-01", "carried": False, "recommended_on": ""}
    assert paper("papers/letter.html", context)[:5] == b"%PDF-"


def test_papers_are_for_the_candidate_and_the_committee(
    decided, client, sign_in, chair, treasurer, stranger, council1
):
    make_documents()
    document = Document.objects.get(kind="letter")
    address = reverse("credentialing:document", args=[document.pk])
    asked = {
        name: sign_in(client, person).get(address).status_code
        for name, person in {
            "candidate": decided.candidate,
            "chair": chair,
            "treasurer": treasurer,
            "stranger": stranger,
            "council": council1,
        }.items()
    }
    assert asked == {"candidate": 200, "chair": 200, "treasurer": 403, "stranger": 404, "council": 403}
    assert AccessEntry.objects.filter(kind="letter", about=decided.candidate).count() == 1


def test_a_paper_not_made_yet_cannot_be_opened(decided, client, sign_in):
    address = reverse("credentialing:document", args=[Document.objects.first().pk])
    assert sign_in(client, decided.candidate).get(address).status_code == 404
