"""Signing in with a password."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Address and password; who has none asks for a code on the same page.

    Joining asks for no password, and allauth would leave it out here for that reason.
    """

    def _setup_password_field(self) -> None:
        """Keep the field."""
