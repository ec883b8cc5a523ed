"""How sign-in meets our people and our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context as this
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import clean_client_ip
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sites.requests import RequestSite
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.sign_in import officers_by_mail, tell_change
from members.addresses import plain
from members.models import Person

CHANGES = {
    "account/email/password_set": "A password was set",
    "account/email/password_changed": "The password was changed",
    "account/email/password_reset": "The password was set anew with a link sent to this address",
    "mfa/email/totp_activated": "An authenticator app was added",
    "mfa/email/totp_deactivated": "The authenticator app was taken away",
    "mfa/email/recovery_codes_generated": "New recovery codes were made; the old ones are void",
    "mfa/email/webauthn_added": "A passkey was added",
    "mfa/email/webauthn_removed": "A passkey was taken away",
    "account/email/email_changed": "Mail to you goes to another of your addresses",
    "account/email/email_deleted": "An address of yours was ended; nobody can sign in with it any more",
}
"""What became of somebody's means of signing in, by the name the library has for it."""

ADDED = "An address was added, with which you can sign in"
NOW_ANOTHERS = "An address that you used before has become somebody else's"
NO_LONGER_THEIRS = (
    "This address signs nobody in any more. Ask for a code at the address you use now; the membership "
    "officer knows which it is."
)
NO_ADDRESS = "0.0.0.0"
MAILS = "3/m/key,20/h/key"
FROM_EVERYWHERE = "100/h/key"


def _count(request: HttpRequest, action: str, rates: str, key: str) -> ratelimit.RateLimitUsage | None:
    """Count once more; None where that is too many."""
    return ratelimit.consume(request, app="members", action=action, config={action: rates}, key=key)


def _has_been_here(login: str, ip: str) -> bool:
    return UserSession.objects.filter(user__in=Person.objects.with_address(login), ip=ip).exists()


def _account_of(login: str) -> str:
    """One name for an account, whichever of its addresses is typed."""
    known = Person.objects.with_address(login).values_list("email", flat=True).first()
    return known or login


def _is_in_use(address: str, person: Person) -> bool:
    """Whether the address signs the person in now, whatever it did when the sign-in began."""
    return Person.objects.with_address(address).filter(pk=person.pk).exists()


def _note_where_mail_goes(person: Person, *, shown: bool = False) -> None:
    """The library's own note of the address that mail goes to, which an officer may have given."""
    if not person.email:
        return
    noted, _ = EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": shown}
    )
    if not noted.primary:
        noted.set_as_primary()


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in mail goes through the outbox, so that no page waits for a mail server.

    Each change of a means of signing in, and of the addresses, is told to the address that stood before.
    """

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address somebody comes from: what the trusted proxies say, else who is connected."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return clean_client_ip(request.META.get("REMOTE_ADDR", "")) or NO_ADDRESS

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted by account and address together: nobody uses up those of another."""
        login = _account_of(plain(str(credentials.get("email") or credentials.get("username") or "")))
        return f"{login}:{ratelimit.get_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at.

        Where an account meets very many from everywhere, only addresses it has been used from go on.
        """
        super().pre_authenticate(request, **credentials)
        login = _account_of(plain(str(credentials.get("email") or "")))
        self._everywhere = _count(request, "password", FROM_EVERYWHERE, login)
        if not self._everywhere and not _has_been_here(login, self.get_client_ip(request)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Who it is; a right password is no try."""
        found = super().authenticate(request, **credentials)
        if found is not None and self._everywhere:
            self._everywhere.rollback()
        return found

    def may_mail(self, request: HttpRequest, address: str) -> bool:
        """Say whether this caller may have one more mail sent to the address; each is counted."""
        key = f"{plain(address)}:{ratelimit.get_ip(request)}"
        return bool(_count(request, "mail", MAILS, key))

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not here: members.views.doors asks before the page, for one act at a time."""
        return False

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Say whether the password is the person's; tries are counted as those of signing in are."""
        found = self.authenticate(this.request, email=user.email or "", password=password)
        return found is not None and found.pk == user.pk

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Put an address that was shown to be theirs beside the others; the one with the mail is told.

        An address in use by another stays theirs. Whoever used it once, and is here still, is told.
        """
        person = Person.objects.get(pk=email_address.user_id)
        if not request.user.is_authenticated and not _is_in_use(email_address.email, person):
            self.add_message(request, messages.ERROR, message=NO_LONGER_THEIRS)
            return False
        _note_where_mail_goes(person)
        try:
            with transaction.atomic():
                confirmed = super().confirm_email(request, email_address)
        except IntegrityError:
            self.add_message(request, messages.ERROR, message="Somebody else uses this address.")
            return False
        if confirmed and person.email != email_address.email:
            for address in (person.email, email_address.email):
                tell_change(ADDED, to=address, new=email_address.email)
        for former in Person.objects.formerly_at(email_address.email).exclude(pk=person.pk):
            if confirmed and former.email:
                tell_change(NOW_ANOTHERS, to=former.email, old=email_address.email)
        return confirmed

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the address that mail goes to, and the address it is about, what became of it."""
        words = context or {}
        old = words.get("from_email") or words.get("deleted_email", "")
        for address in dict.fromkeys(one for one in (old, user.email) if one):
            what = CHANGES.get(template_prefix, "How you sign in was changed")
            tell_change(what, to=address, old=old, new=words.get("to_email", ""))

    def save_user(self, request: HttpRequest, user: Person, form: BaseForm, commit: bool = True) -> Person:
        """Give a newcomer the name and profession they told us."""
        user.name = form.cleaned_data["name"]
        user.profession = form.cleaned_data["profession"]
        return super().save_user(request, user, form, commit)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Note the address of somebody whom an officer made known; a code that reached it has shown it.

        A code that was sent to an address before it was put right opens nothing any more.
        """
        typed = plain(kwargs.get("email") or "")
        if typed and not _is_in_use(typed, user):
            messages.error(request, NO_LONGER_THEIRS)
            return redirect("account_login")
        shown = any(
            record.get("method") == "code" and plain(record.get("email") or "") == user.email
            for record in get_authentication_records(request, user)
        )
        _note_where_mail_goes(user, shown=shown)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in whose account is open now, whatever it was when the sign-in began."""
        if not Person.objects.filter(pk=user.pk, is_active=True).exists():
            raise ImmediateHttpResponse(redirect("account_inactive"))
        super().login(request, user)

    @transaction.atomic
    def set_password(self, user: Person, password: str) -> None:
        """Write the password and nothing else of the row, which may have changed since it was read.

        Raises PermissionDenied where the account has ended, or a password was set or taken away meanwhile.
        """
        lock([user.pk])
        current = Person.objects.get(pk=user.pk)
        if not current.is_active or current.password != user.password:
            raise PermissionDenied
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_mail(self, template_prefix: str, email: str | list[str], context: dict[str, Any]) -> None:
        """Write the mail to the outbox; a worker delivers it within seconds and its text is wiped then."""
        request = this.request
        ended = Person.objects.with_address(plain(str(email))).filter(is_active=False).exists()
        known = {"request": request, "email": email, "current_site": RequestSite(request), **context}
        known |= {"ended": ended, "officers": officers_by_mail()}
        message = self.render_mail(template_prefix, email, known)
        for address in message.to:
            notify("sign_in_mail", to=address, subject=message.subject, body=message.body)
