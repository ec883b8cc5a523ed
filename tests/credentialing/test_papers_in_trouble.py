"""A paper that cannot be made, or is lost, is told to an officer and made again: the same paper, once."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from credentialing.actions import documents
from credentialing.actions.counting import release_result
from credentialing.actions.motions import cast_ballot
from credentialing.models import Document, Event
from credentialing.open_tasks import tasks_for
from credentialing.tasks import daily_watch, make_documents
from members import clock
from members.enums import Office
from members.models import Appointment, Notice
from members.refusals import Refused
from tests.credentialing.later_half import voting

LEASE_OVER = dt.timedelta(minutes=6)


@pytest.fixture
def case(president, council1, membership_officer, chair, at, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    motion = voting(officer=membership_officer, chair=chair, president=president)
    for person in (president, council1):
        cast_ballot(motion=motion, choice="approve", by=person)
    release_result(motion=motion, by=president)
    return motion.case


@pytest.fixture
def letter(case):
    return case.documents.get(kind="letter")


def tried(document, times=documents.MOST_ATTEMPTS):
    """Let the worker try, a lease apart."""
    for _ in range(times):
        Document.objects.filter(pk=document.pk).update(claimed_at=clock.real_now() - LEASE_OVER)
        make_documents()
    document.refresh_from_db()


def broken(document, context):
    Document.objects.filter(pk=document.pk).update(context=context)
    tried(document)


def told(kind):
    return list(Notice.objects.filter(kind=kind).values_list("office", flat=True))


def address(document, name="document"):
    return reverse(f"credentialing:{name}", args=[document.pk])


def files():
    return sorted(path.name for path in Path(settings.MEDIA_ROOT, "documents").glob("*.pdf"))


def stopped(document, monkeypatch):
    """The worker is killed in the middle of each attempt, which nobody catches."""

    class Killed(BaseException):
        pass

    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(documents, "paper", die)
        for _ in range(documents.MOST_ATTEMPTS):
            Document.objects.filter(pk=document.pk).update(claimed_at=clock.real_now() - LEASE_OVER)
            with pytest.raises(Killed):
                documents.make_due()
    Document.objects.filter(pk=document.pk).update(claimed_at=clock.real_now() - LEASE_OVER)
    make_documents()


def no_room(document, monkeypatch):
    """The storage takes nothing."""
    Path(settings.MEDIA_ROOT, "documents").write_text("a file where the folder should be")
    tried(document)
    Path(settings.MEDIA_ROOT, "documents").unlink()


def not_drawn(document, monkeypatch):
    """What is drawn raises."""
    with monkeypatch.context() as patch:
        patch.setattr("weasyprint.Document.write_pdf", lambda *_, **__: 1 / 0)
        tried(document)


@pytest.mark.parametrize("way", [stopped, no_room, not_drawn])
def test_one_that_cannot_be_made_is_told_once_and_made_again_once(
    way, case, letter, chair, client, sign_in, monkeypatch, caplog
):
    case.documents.exclude(pk=letter.pk).delete()
    way(letter, monkeypatch)
    letter.refresh_from_db()
    assert (letter.state, bool(letter.last_error)) == ("failed", True)
    assert told("document_failed") == ["ccc_chair"]
    assert f"Document {letter.pk} is given up" in caplog.text
    make_documents()
    assert told("document_failed") == ["ccc_chair"]
    (task,) = tasks_for(chair)
    assert (task.label, task.url) == (
        f"Make the letter of decision of {case.candidate} again",
        address(letter, "remake_document"),
    )
    page = sign_in(client, case.candidate).get(address(letter))
    assert (page.status_code, "could not be made" in page.content.decode()) == (404, True)
    assert letter.last_error not in page.content.decode()
    for _ in range(2):
        sign_in(client, chair).post(address(letter, "remake_document"))
    assert (make_documents(), make_documents()) == (1, 0)
    assert client.get(address(letter)).status_code == 200
    assert tasks_for(chair) == []
    assert len(files()) == 1


def gone(path):
    path.unlink()


def emptied(path):
    path.write_bytes(b"")


def changed(path):
    path.write_bytes(path.read_bytes().replace(b"PDF", b"XDF"))


def a_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("loss", [gone, emptied, changed, a_folder])
def test_one_whose_file_is_gone_or_damaged_is_a_page_and_the_same_paper_again(
    loss, case, letter, chair, client, sign_in
):
    make_documents()
    letter.refresh_from_db()
    issued = (letter.made_at, letter.text, letter.sha256)
    loss(Path(letter.file.path))
    for person in (case.candidate, chair, case.candidate):
        page = sign_in(client, person).get(address(letter))
        assert (page.status_code, "is not in its place any more" in page.content.decode()) == (404, True)
        assert client.get(reverse("credentialing:decision", args=[case.pk])).status_code == 200
    daily_watch()
    assert told("document_lost") == ["ccc_chair"]
    case.candidate.name = "Another Name"
    case.candidate.save()
    sign_in(client, chair)
    assert client.get(reverse("credentialing:case", args=[case.pk])).status_code == 200
    shown = client.get(address(letter, "remake_document")).content.decode()
    assert "Its file was found gone or damaged on " in shown
    assert [client.post(address(letter, "remake_document")).status_code for _ in range(2)] == [302, 409]
    assert make_documents() == 1
    letter.refresh_from_db()
    assert (letter.made_at, letter.text, letter.sha256) == issued
    assert client.get(address(letter)).status_code == 200
    said = Event.objects.get(kind="document_made_again").staff
    assert said == "The letter of decision was made again: the same to the last byte"


def test_a_later_layout_does_not_change_what_was_issued(letter, chair, monkeypatch):
    make_documents()
    letter.refresh_from_db()
    Path(letter.file.path).unlink()
    documents.note_whether_lost(document=letter)
    documents.make_again(document=letter, by=chair)
    monkeypatch.setattr(documents, "laid_out", lambda *_: "<p>Another letter</p>")
    make_documents()
    again = Document.objects.get(pk=letter.pk)
    assert (again.text, again.sha256) == (letter.text, letter.sha256)


def test_a_file_that_comes_back_is_no_loss_and_is_not_made_twice(letter, chair):
    make_documents()
    letter.refresh_from_db()
    path = Path(letter.file.path)
    content = path.read_bytes()
    path.unlink()
    daily_watch()
    path.write_bytes(content)
    assert documents.make_again(document=letter, by=chair).state == "made"
    letter.refresh_from_db()
    assert (letter.state, make_documents(), tasks_for(chair)) == ("made", 0, [])


def test_while_the_storage_is_away_no_paper_is_said_to_be_lost(letter, chair):
    make_documents()
    letter.refresh_from_db()
    folder = Path(letter.file.path).parent
    folder.rename(folder.with_name("away"))
    daily_watch()
    folder.with_name("away").rename(folder)
    letter.refresh_from_db()
    assert (letter.state, tasks_for(chair)) == ("made", [])


def test_a_paper_being_made_or_on_file_is_not_made_again(letter, chair):
    with pytest.raises(Refused, match="is being made"):
        documents.make_again(document=letter, by=chair)
    make_documents()
    before = Document.objects.values().get(pk=letter.pk)
    with pytest.raises(Refused, match="is on file"):
        documents.make_again(document=letter, by=chair)
    assert Document.objects.values().get(pk=letter.pk) == before


def test_a_slow_worker_that_comes_back_late_changes_nothing(letter, chair, monkeypatch):
    slow = Document.objects.select_related("case__candidate").get(pk=letter.pk)
    assert documents.claim(pk=letter.pk)
    tried(letter)
    made = Document.objects.values().get(pk=letter.pk)
    assert documents.make(document=slow) is False
    assert Document.objects.values().get(pk=letter.pk) == made
    assert len(files()) == 2


def test_a_chair_who_is_the_candidate_is_not_the_officer(case, letter, chair, coordinator, client, sign_in):
    Appointment.objects.filter(office=Office.CCC_CHAIR).update(person=case.candidate)
    broken(letter, {"decided_on": 7})
    assert told("document_failed") == ["coordinator_of_supervision"]
    assert "Make the letter of decision" in " ".join(task.label for task in tasks_for(coordinator))
    assert sign_in(client, case.candidate).post(address(letter, "remake_document")).status_code == 403
    with pytest.raises(Refused):
        documents.make_again(document=letter, by=case.candidate)
    assert Document.objects.get(pk=letter.pk).state == "failed"
