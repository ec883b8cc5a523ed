"""Checking a certificate."""

from django import forms

from members.querysets import bare_code_of

from .base import PageForm

SHORTEST, LONGEST = 4, 24


class CertificateForm(PageForm):
    """The code printed on a certificate."""

    code = forms.CharField(
        max_length=300,
        label="Code on the certificate",
        help_text="As it is printed, in any case, with or without hyphens; or the link beside it.",
    )

    def clean_code(self) -> str:
        """The letters and digits that were meant."""
        bare = bare_code_of(self.cleaned_data["code"])
        if not SHORTEST <= len(bare) <= LONGEST:
            raise forms.ValidationError(
                "A code has 4 to 24 letters and digits, as printed at the foot of the certificate."
            )
        return bare
