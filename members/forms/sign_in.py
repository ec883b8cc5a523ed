"""Signing in and joining; an address is read in its plain form wherever it is typed."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    SignupForm,
)

from members.addresses import plain
from members.forms.base import SaysLimits


class PlainAddress(SaysLimits):
    """A form of the library whose address is made plain before anything looks at it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("login", "email", "email2"):
            if name in self.fields:
                self.fields[name].to_python = lambda value: plain(str(value or ""))


class SignInForm(PlainAddress, LoginForm):
    """Address and password; who has none asks for a code on the same page.

    Joining asks for no password, and allauth would leave it out here for that reason.
    """

    def _setup_password_field(self) -> None:
        """Keep the field."""


class AskForCodeForm(PlainAddress, RequestLoginCodeForm):
    """Where a code is sent."""


class JoiningForm(PlainAddress, SignupForm):
    """A newcomer."""


class AnotherAddressForm(PlainAddress, AddEmailForm):
    """Another address of one's own."""


class NewPasswordForm(PlainAddress, ResetPasswordForm):
    """Where the way to a new password is sent."""
