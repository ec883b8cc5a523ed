"""The outbox: written once, delivered by a real mail server at least once, never lost."""

import datetime as dt
import email
import os
import ssl
import subprocess
import sys

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import transaction

from config.services import free_port
from members import clock
from members.actions import delivery
from members.actions.notices import notify
from members.enums import Office
from members.models import Notice, Person
from members.notifications import Kind, all_kinds, register
from tests.cast import AppointmentFactory


class Inbox:
    """A mail server on loopback that keeps what it is given."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        return "250 kept"


@pytest.fixture
def smtp_settings(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_TIMEOUT = 5
    return settings


@pytest.fixture
def mail_server(smtp_settings):
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=smtp_settings.EMAIL_PORT)
    server.start()
    yield inbox
    server.stop()


@pytest.fixture
def notice(candidate):
    return notify("membership_recorded", to=candidate, path="/me/", start=dt.date(2026, 1, 1), end=None)


def test_a_notice_reaches_the_mail_server_once_with_its_own_message_id(mail_server, notice, candidate):
    assert (delivery.sweep(), delivery.sweep()) == (1, 0)
    [(recipients, message)] = mail_server.received
    assert recipients == [candidate.email]
    assert message["Message-ID"] == f"<{notice.message_id}@example.org>"
    assert message["Subject"] == "Your membership of the society"
    assert "1 January 2026" in message.get_payload(decode=True).decode()
    notice.refresh_from_db()
    assert (notice.delivered_at is not None, notice.attempts, notice.last_error) == (True, 1, "")


def test_a_dead_mail_server_delays_a_notice_and_loses_nothing(smtp_settings, notice):
    assert delivery.sweep() == 0
    notice.refresh_from_db()
    assert (notice.delivered_at, notice.claimed_at, notice.attempts) == (None, None, 1)
    assert notice.last_error.startswith("ConnectionRefusedError")
    assert delivery.claim(pk=notice.pk) is False
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=smtp_settings.EMAIL_PORT)
    server.start()
    Notice.objects.update(retry_at=clock.real_now())
    assert delivery.sweep() == 1
    server.stop()
    assert [message["Message-ID"] for _, message in inbox.received] == [f"<{notice.message_id}@example.org>"]


def test_the_wait_doubles_with_each_attempt_up_to_an_hour(smtp_settings, notice):
    waits = []
    for _ in range(10):
        delivery.sweep()
        notice.refresh_from_db()
        waits.append(round((notice.retry_at - clock.real_now()).total_seconds()))
        Notice.objects.update(retry_at=None)
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_a_claim_of_a_killed_worker_is_taken_over_after_five_minutes(mail_server, notice):
    assert delivery.claim(pk=notice.pk) is True
    assert delivery.claim(pk=notice.pk) is False
    assert delivery.sweep() == 0
    Notice.objects.update(claimed_at=clock.real_now() - dt.timedelta(minutes=6))
    assert delivery.sweep() == 1
    assert len(mail_server.received) == 1


def test_one_notice_that_cannot_be_written_does_not_stop_the_others(mail_server, chair):
    broken = notify("office_begins", to=chair, office="CCC Chair", start="no day", end=None)
    notify("office_begins", to=chair, office="CCC Chair", start=dt.date(2026, 1, 1), end=None)
    assert delivery.sweep() == 1
    assert Notice.objects.get(pk=broken.pk).last_error.startswith("ValueError")


def test_an_office_is_resolved_when_the_mail_goes_out(mail_server, db, ccc_member, request):
    notify("office_ends", to=Office.CCC_CHAIR, office="x", end=dt.date(2026, 1, 1))
    assert delivery.sweep() == 0
    assert Notice.objects.get().last_error == "Nobody holds the office but whom it is about."
    chair = request.getfixturevalue("chair")
    Notice.objects.update(retry_at=None)
    assert delivery.sweep() == 1
    assert [recipients for recipients, _ in mail_server.received] == [[chair.email]]


def test_office_mail_that_waits_long_is_told_once_and_goes_out_in_the_end(mail_server, membership_officer):
    waiting = notify("office_ends", to=Office.CCC_CHAIR, office="x", end=dt.date(2026, 1, 1))
    Notice.objects.update(attempts=delivery.GIVE_UP)
    assert delivery.sweep() == 0
    assert Notice.objects.filter(kind="office_mail_waits").count() == 1
    Notice.objects.filter(pk=waiting.pk).update(retry_at=None)
    delivery.sweep()
    assert Notice.objects.filter(kind="office_mail_waits").count() == 1
    AppointmentFactory(person=membership_officer, office=Office.CCC_CHAIR)
    Notice.objects.filter(pk=waiting.pk).update(retry_at=None)
    assert delivery.sweep() == 1


def test_whose_account_has_ended_gets_no_mail_by_name_or_by_office(mail_server, candidate, chair):
    told(candidate)
    notify("office_ends", to=Office.CCC_CHAIR, office="x", end=dt.date(2026, 1, 1))
    Person.objects.filter(pk__in=[candidate.pk, chair.pk]).update(is_active=False)
    assert delivery.sweep() == 0
    assert mail_server.received == []
    assert Notice.objects.get(person=None).last_error == "Nobody holds the office but whom it is about."
    assert "account has ended" in Notice.objects.get(person=candidate).last_error


def test_optional_mail_is_kept_from_who_switched_it_off_but_stays_readable(mail_server, candidate):
    candidate.wants_optional_mail = False
    candidate.save()
    notify("membership_recorded", to=candidate, start=dt.date(2026, 1, 1), end=None)
    notify("membership_ending", to=candidate, end=dt.date(2026, 1, 1), end_text="1 January 2026")
    assert delivery.sweep() == 1
    assert [message["Subject"] for _, message in mail_server.received] == [
        "Your membership ends on 1 January 2026"
    ]
    assert Notice.objects.undelivered().count() == 0


def test_a_code_is_wiped_once_it_has_gone_out(mail_server, candidate):
    notify("fresh_code", to=candidate, purpose="sign", code="123456")
    assert delivery.sweep() == 1
    assert "123456" in mail_server.received[0][1].get_payload(decode=True).decode()
    assert Notice.objects.get().context == {}


def test_a_code_that_is_too_old_is_wiped_and_not_sent(mail_server, candidate, time_machine):
    notify("fresh_code", to=candidate, purpose="sign", code="123456")
    time_machine.move_to(clock.real_now() + dt.timedelta(minutes=16), tick=False)
    assert delivery.sweep() == 0
    assert (Notice.objects.get().context, mail_server.received) == ({}, [])


def test_a_code_never_stands_in_the_log(smtp_settings, candidate, caplog):
    notify("fresh_code", to=candidate, purpose="sign", code="123456")
    delivery.sweep()
    assert "123456" not in caplog.text


def test_the_same_event_tells_each_recipient_once(candidate, chair):
    for person in (candidate, chair, candidate):
        notify("membership_recorded", to=person, dedupe="lapse 2026", start=dt.date(2026, 1, 1), end=None)
    assert Notice.objects.count() == 2


def test_a_notice_of_a_step_that_failed_was_never_written(candidate):
    def fails():
        with transaction.atomic():
            notify("membership_recorded", to=candidate, start=dt.date(2026, 1, 1), end=None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert Notice.objects.count() == 0


def test_an_unregistered_kind_is_refused(candidate):
    with pytest.raises(LookupError):
        notify("no_such_kind", to=candidate)


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError):
        register(Kind("sign_in_mail", subject="other"))


def test_names_in_a_mail_are_not_escaped(mail_server, candidate):
    candidate.name = "Maya O'Hara & Søn"
    candidate.save()
    notify("membership_recorded", to=candidate, start=dt.date(2026, 1, 1), end=None)
    delivery.sweep()
    assert "Maya O'Hara & Søn" in mail_server.received[0][1].get_payload(decode=True).decode()


def test_every_kind_has_its_text():
    from django.template.loader import get_template

    assert [kind.name for kind in all_kinds() if not get_template(kind.template)] == []


def test_my_messages_are_mine_and_those_of_my_offices(client, sign_in, chair, candidate):
    notify("office_begins", to=chair, office="CCC Chair", start=dt.date(2026, 1, 1), end=None)
    notify("office_ends", to=Office.CCC_CHAIR, office="CCC Chair", end=dt.date(2026, 1, 1))
    notify("membership_recorded", to=candidate, start=dt.date(2026, 1, 1), end=None)
    notify("fresh_code", to=chair, purpose="sign", code="123456")
    page = sign_in(client, chair).get("/notices/").content.decode()
    assert page.count("<details") == 2
    assert "123456" not in page


class Choosy(Inbox):
    """A mail server that refuses some recipients: for good, or for now."""

    def __init__(self):
        super().__init__()
        self.refused = {}

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def choosy(smtp_settings):
    inbox = Choosy()
    server = Controller(inbox, hostname="127.0.0.1", port=smtp_settings.EMAIL_PORT)
    server.start()
    yield inbox
    server.stop()


def told(person, start=dt.date(2026, 1, 1)):
    return notify("membership_recorded", to=person, path="/me/", start=start, end=None)


def test_one_refused_recipient_does_not_hold_up_the_others(choosy, candidate, chair, membership_officer):
    bad, good = told(candidate), told(chair)
    choosy.refused[candidate.email] = "550 no such user"
    assert delivery.sweep() == 1
    for notice in (bad, good):
        notice.refresh_from_db()
        assert notice.delivered_at
    assert "no such user" in bad.last_error
    assert delivery.sweep() == 1
    recipients, mail = choosy.received[-1]
    assert recipients == [membership_officer.email]
    assert candidate.email in mail["Subject"]
    assert "550 no such user" in mail.get_payload(decode=True).decode()


def test_the_officer_hears_of_an_address_once_a_day_and_never_of_the_news_itself(
    choosy, candidate, membership_officer
):
    choosy.refused = {candidate.email: "550 gone", membership_officer.email: "554 gone"}
    for day in (1, 2, 3):
        told(candidate, dt.date(2026, 1, day))
    while delivery.sweep() or Notice.objects.undelivered().exists():
        pass
    assert Notice.objects.filter(kind="mail_undeliverable").count() == 1


def test_a_recipient_who_is_refused_for_now_is_tried_again(choosy, candidate):
    choosy.refused[candidate.email] = "451 try later"
    notice = told(candidate)
    assert delivery.sweep() == 0
    notice.refresh_from_db()
    assert (notice.delivered_at, notice.attempts) == (None, 1)
    choosy.refused.clear()
    Notice.objects.update(retry_at=None)
    assert delivery.sweep() == 1


def test_in_an_office_of_two_only_who_has_not_had_it_is_tried_again(choosy, council1, council2):
    choosy.refused[council1.email] = "451 try later"
    notify("office_begins_for_office", to=Office.COUNCIL_MEMBER, path="/", person="P", office="O")
    assert delivery.sweep() == 1
    first = [recipients for recipients, _ in choosy.received]
    choosy.refused.clear()
    Notice.objects.update(retry_at=None)
    assert delivery.sweep() == 1
    assert [recipients for recipients, _ in choosy.received] == [*first, [council1.email]]
    assert [council2.email] in first


def test_an_address_that_is_refused_for_now_for_days_is_given_up(choosy, candidate, membership_officer):
    choosy.refused[candidate.email] = "451 try later"
    notice = told(candidate)
    Notice.objects.update(attempts=delivery.GIVE_UP)
    delivery.sweep()
    notice.refresh_from_db()
    assert notice.delivered_at
    assert Notice.objects.filter(kind="mail_undeliverable").exists()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtp+ssl"])
def test_mail_goes_out_over_tls_as_the_manual_says(certificate, scheme):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    inbox, port = Inbox(), free_port()
    secured = (
        {"ssl_context": context}
        if scheme == "smtp+ssl"
        else {"tls_context": context, "require_starttls": True}
    )
    server = Controller(inbox, hostname="localhost", port=port, **secured)
    server.start()
    send = (
        "import django; django.setup(); from django.core.mail import send_mail;"
        "send_mail('Secured', 'Text', None, ['somebody@example.org'])"
    )
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMAIL_URL": f"{scheme}://localhost:{port}",
        "SSL_CERT_FILE": str(certificate),
    }
    try:
        subprocess.run([sys.executable, "-c", send], env=env, check=True, cwd=settings.BASE_DIR)
    finally:
        server.stop()
    [(recipients, mail)] = inbox.received
    assert (recipients, mail["Subject"]) == (["somebody@example.org"], "Secured")
