"""What became of a credential: revoked, reinstated, under a later name; what the public check says."""

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse

from credentialing.actions.documents import make
from credentialing.actions.imports.people import credential as from_paper
from credentialing.enums import DocumentKind, State
from credentialing.models import Case, Document
from credentialing.record.rows import people_named
from credentialing.rules.dates import Period
from members.actions.credentials import add_later_name, reinstate, reissue, revoke
from members.models import Correction, Credential, Notice, Person
from members.refusals import Refused, Stale

pytestmark = pytest.mark.django_db
D = dt.date
WHY = "Decided by the Council on 2 June."


@pytest.fixture
def credential(faculty1, at) -> Credential:
    Credential.objects.filter(person=faculty1).delete()
    return Credential.objects.create(
        person=faculty1, number="ABS-2026-0009", code="K7MN-2QRS-T4UV-9WXY", awarded_on=D(2026, 6, 10)
    )


def said(client, credential: Credential) -> str:
    return client.get(f"/verify/{credential.code}/").content.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (D(2026, 6, 9), "This certificate is not valid yet"),
        (D(2026, 6, 10), "This certificate is valid"),
        (D(2026, 7, 19), "This certificate is valid"),
        (D(2026, 7, 20), "This certificate was revoked"),
        (D(2027, 1, 1), "This certificate was revoked"),
    ],
)
def test_the_public_check_says_what_is_so_on_the_day(client, credential, president, at, day, words):
    revoke(by=president, credential=credential, on=D(2026, 7, 20), reason=WHY)
    at(day)
    shown = said(client, credential)
    assert f"<h1>{words}</h1>" in shown
    assert ("It is revoked from 20 July 2026 on." in shown) == (day < D(2026, 7, 20))
    listed = Credential.objects.valid_on(day).filter(pk=credential.pk).exists()
    assert listed == (words == "This certificate is valid")


def test_it_is_reinstated_and_the_old_value_is_kept(client, credential, president, membership_officer, at):
    at(D(2026, 7, 1))
    revoke(by=president, credential=credential, on=D(2026, 7, 1), reason=WHY)
    with pytest.raises(Stale):
        revoke(by=president, credential=credential, on=D(2026, 7, 1), reason=WHY)
    reinstate(by=membership_officer, credential=credential, reason="The appeal was upheld.")
    assert "<h1>This certificate is valid</h1>" in said(client, credential)
    kept = Correction.objects.order_by("pk").values_list("was", "now")
    assert list(kept) == [
        ("not revoked", "revoked from 1 July 2026 on"),
        ("revoked from 1 July 2026 on", "not revoked"),
    ]
    kinds = Notice.objects.filter(person=credential.person).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["credential_revoked", "credential_reinstated"]
    with pytest.raises(Stale):
        reinstate(by=membership_officer, credential=credential, reason=WHY)


def test_the_name_on_the_certificate_stays_and_a_later_one_stands_beside_it(
    client, credential, president, faculty1, at
):
    at(D(2026, 7, 1))
    name = credential.name
    faculty1.name = "Somebody Else, MD"
    faculty1.save()
    assert name in said(client, credential)
    assert "Somebody Else" not in said(client, credential)
    add_later_name(by=president, credential=credential, name="Somebody Else, MD", reason="Asked for it.")
    assert f"{name} (now Somebody Else, MD)" in said(client, credential)


def test_nobody_changes_their_own_and_only_with_a_right_and_a_reason(credential, faculty1, president, chair):
    before = Credential.objects.filter(pk=credential.pk).values().get()
    Credential.objects.filter(pk=credential.pk).update(person=president)
    credential.refresh_from_db()
    with pytest.raises(Refused, match="your own"):
        revoke(by=president, credential=credential, on=D(2026, 7, 1), reason=WHY)
    Credential.objects.filter(pk=credential.pk).update(person=faculty1)
    credential.refresh_from_db()
    for by, on, reason in (
        (chair, D(2026, 7, 1), WHY),
        (president, D(2026, 7, 1), " "),
        (president, D(2026, 6, 9), WHY),
    ):
        with pytest.raises(Refused):
            revoke(by=by, credential=credential, on=on, reason=reason)
    assert Credential.objects.filter(pk=credential.pk).values().get() == before
    assert not Correction.objects.exists()


def test_the_officer_finds_it_on_a_page(client, sign_in, credential, membership_officer):
    sign_in(client, membership_officer)
    page = client.get(reverse("credentials"))
    assert credential.number in page.content.decode()
    url = reverse("credential_revoke", args=[credential.pk])
    token = client.get(url).context["form"]["once"].value()
    done = client.post(url, {"on": "2026-07-01", "reason": WHY, "once": token})
    assert done.url == reverse("credentials")
    credential.refresh_from_db()
    assert credential.revoked_on == D(2026, 7, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "K7MN-2QRS-T4UV-9WXY",
        "k7mn2qrst4uv9wxy",
        " K7MN 2QRS\u00a0T4UV 9WXY ",
        "K7MN\u20132QRS\u2014T4UV\u22129WXY",
        "\uff2b\uff17MN-2QRS-T4UV-9WXY",
        "https://credentialing.example.org/verify/K7MN-2QRS-T4UV-9WXY/",
        "credentialing.example.org/verify/k7mn-2qrs-t4uv-9wxy",
    ],
)
def test_a_code_is_read_as_it_was_meant(client, credential, at, typed):
    at(D(2026, 7, 1))
    answer = client.get("/verify/", {"code": typed}, follow=True)
    assert "<h1>This certificate is valid</h1>" in answer.content.decode()


def test_a_certificate_is_issued_anew_under_the_later_name_and_the_first_stays(
    client, sign_in, credential, president, faculty1, at
):
    at(D(2026, 7, 1))
    with pytest.raises(Stale):
        reissue(by=president, credential=credential, reason=WHY)
    add_later_name(by=president, credential=credential, name="Somebody Else, MD", reason="Asked for it.")
    with pytest.raises(Refused, match="No certificate of this credential was made here"):
        reissue(by=president, credential=credential, reason=WHY)
    assert not Correction.objects.filter(now__contains="issued anew").exists()
    context = {
        "name": credential.name,
        "number": credential.number,
        "code": credential.code,
        "decided_on": "2026-06-10",
        "verify": "https://example.org/",
    }
    case = Case.objects.create(candidate=faculty1, state=State.CREDENTIALED)
    first = Document.objects.create(case=case, kind=DocumentKind.CERTIFICATE, context=context)
    assert make(document=first)
    address = reverse("credential_reissue", args=[credential.pk])
    assert sign_in(client, president).post(address, {"reason": WHY}).status_code == 302
    anew = Document.objects.get(case=case, issue=2)
    assert make(document=anew)
    text = Document.objects.get(pk=anew.pk).text
    assert "Somebody Else, MD" in text
    assert f"Issued anew on 1 July 2026; awarded as {credential.name}." in text
    assert "Somebody Else" not in Document.objects.get(pk=first.pk).text
    shown = said(client, credential)
    assert f"{credential.name} (now Somebody Else, MD)" in shown
    assert "1 July 2026, as Somebody Else, MD" in shown
    with pytest.raises(Stale):
        reissue(by=president, credential=credential, reason=WHY)
    assert sign_in(client, president).post(address, {"reason": WHY}).status_code == 409
    add_later_name(by=president, credential=credential, name="", reason="Back to the first name.")
    assert sign_in(client, president).post(address, {"reason": WHY}).status_code == 302
    assert Document.objects.get(case=case, issue=3).context["name"] == credential.name


def test_the_last_day_is_one_to_the_public_check_the_findings_and_the_papers(
    credential, faculty1, president, at
):
    """On the day it is revoked it is not valid any more: for nobody who asks."""
    revoke(by=president, credential=credential, on=D(2026, 7, 20), reason=WHY)
    (row,) = people_named([faculty1.pk])
    assert [(one["start"], one["end"]) for one in row[4]] == [("2026-06-10", "2026-07-19")]
    for day in (D(2026, 6, 10), D(2026, 7, 19), D(2026, 7, 20)):
        valid = Credential.objects.valid_on(day).filter(pk=credential.pk).exists()
        assert valid == Period(D(2026, 6, 10), D(2026, 7, 19)).covers(day)
    assert from_paper(faculty1, Period(D(2001, 1, 1), D(2010, 5, 5))).revoked_on == D(2010, 5, 6)


def test_only_the_register_itself_asks_when_a_credential_was_revoked():
    """Everybody else asks whether it is valid on a day, so that nobody's answer differs by a day."""
    house = Path(__file__).parents[2]
    asked = {
        str(path.relative_to(house))
        for app in ("config", "members", "supervision", "intensives", "credentialing")
        for path in (house / app).rglob("*.py")
        if "migrations" not in path.parts and "revoked_on" in path.read_text()
    }
    assert asked == {
        "credentialing/actions/imports/people.py",  # writes it
        "members/actions/credentials.py",
        "members/models/credential.py",
        "members/querysets.py",
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "They are told by mail."),
        ({"email": None}, "They have no address here, so no mail goes out."),
        ({"is_active": False}, "Their account has ended, so no mail goes out."),
    ],
)
def test_the_officer_reads_whether_the_person_is_told(
    client, sign_in, credential, faculty1, president, at, changed, said
):
    at(D(2026, 7, 1))
    Person.objects.filter(pk=faculty1.pk).update(**changed)
    address = reverse("credential_revoke", args=[credential.pk])
    answer = sign_in(client, president).post(address, {"on": "2026-07-01", "reason": WHY}, follow=True)
    assert said in answer.content.decode()


def test_the_day_of_a_revocation_is_put_right_beside_the_first(client, credential, president, at):
    at(D(2026, 7, 1))
    revoke(by=president, credential=credential, on=D(2026, 12, 31), reason=WHY)
    revoke(by=president, credential=credential, on=D(2026, 7, 1), reason="It was this July.")
    assert "<h1>This certificate was revoked</h1>" in said(client, credential)
    kept = Correction.objects.order_by("-pk").first()
    assert (kept.was, kept.now) == (
        "to be revoked from 31 December 2026 on",
        "revoked from 1 July 2026 on",
    )


@pytest.mark.parametrize("typed", ["ABS-2026-0009", "abs-2026-0009"])
def test_the_number_of_a_genuine_certificate_is_not_called_false(client, credential, typed):
    answer = client.get("/verify/", {"code": typed}, follow=True)
    assert "This is a number, not a code" in answer.content.decode()
    assert credential.name not in answer.content.decode()


def test_what_nobody_sees_is_left_out_of_what_is_typed(client, sign_in, credential, president, at):
    at(D(2026, 7, 1))
    address = reverse("credential_name", args=[credential.pk])
    sign_in(client, president).post(address, {"name": "Lena\u202e Okafor\u200b", "reason": "As\u2066ked."})
    credential.refresh_from_db()
    assert credential.later_name == "Lena Okafor"
    assert Correction.objects.latest("pk").reason == "Asked."
