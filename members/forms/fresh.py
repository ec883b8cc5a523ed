"""What shows again who one is."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django import forms

from members.enums import Means
from members.models import Person

from .base import PageForm, PageMixin


class OwnMeans(PageMixin):
    """A form of one means; `answer` is the field that is filled in, `sentence` why it cannot be now."""

    answer = "code"
    sentence = ""


class CodeForm(OwnMeans, forms.Form):
    """Six digits from the newest message."""

    code = forms.CharField(
        label="Code from the message",
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PasswordForm(PageForm):
    """The password; tries are counted as those of signing in are."""

    answer = "password"
    sentence = ""
    password = forms.CharField(
        label="Password",
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse a wrong one, and any after too many."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["password"]):
            raise forms.ValidationError("This is not your password.")
        return ""


class AppForm(OwnMeans, ReauthenticateForm):
    """Six digits from the authenticator app, or a recovery code; tries are counted."""

    answer = "app_code"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields.pop("code")
        code.label = "Code from your authenticator app, or a recovery code"
        code.widget.attrs = {"autocomplete": "one-time-code", "autofocus": True}
        self.fields = {"app_code": code, **self.fields}

    def clean_app_code(self) -> str:
        """Ask as the library asks for its own field."""
        self.cleaned_data["code"] = self.cleaned_data["app_code"].replace(" ", "")
        code = self.clean_code()
        self.authenticator.record_usage()
        return code


class PasskeyForm(OwnMeans, ReauthenticateWebAuthnForm):
    """What the passkey signed."""

    answer = "credential"


FIELDS = {
    "credential": Means.PASSKEY,
    "app_code": Means.APP,
    "password": Means.PASSWORD,
    "code": Means.CODE,
}
"""The field each means is answered in."""
