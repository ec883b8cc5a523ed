"""How sign-in meets our people and our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context as current
from django.contrib.sites.requests import RequestSite
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from members.actions.notices import notify
from members.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in mail goes through the outbox, so that no page waits for a mail server."""

    def save_user(self, request: HttpRequest, user: Person, form: BaseForm, commit: bool = True) -> Person:
        """Give a newcomer the name and profession they told us."""
        user.name = form.cleaned_data["name"]
        user.profession = form.cleaned_data["profession"]
        return super().save_user(request, user, form, commit)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Note the address of somebody whom an officer made known; a code that reached it has shown it."""
        if user.email:
            shown = any(
                record.get("method") == "code" and (record.get("email") or "").lower() == user.email.lower()
                for record in get_authentication_records(request, user)
            )
            EmailAddress.objects.get_or_create(
                user=user, email=user.email.lower(), defaults={"primary": True, "verified": shown}
            )
        return super().pre_login(request, user, **kwargs)

    def send_mail(self, template_prefix: str, email: str | list[str], context: dict[str, Any]) -> None:
        """Write the mail to the outbox; a worker delivers it within seconds and its text is wiped then."""
        request = current.request
        known = {"request": request, "email": email, "current_site": RequestSite(request), **context}
        message = self.render_mail(template_prefix, email, known)
        for address in message.to:
            notify("sign_in_mail", to=address, subject=message.subject, body=message.body)
