"""Checking a certificate."""

from django import forms

from .base import PageForm


class CertificateForm(PageForm):
    """The code printed on a certificate."""

    code = forms.RegexField(
        r"^\s*[0-9A-Za-z-]{4,24}\s*$",
        label="Code on the certificate",
        error_messages={"invalid": "Letters, digits and hyphens, as printed at the foot of the certificate."},
    )

    def clean_code(self) -> str:
        """Leave out the blanks that copying adds."""
        return self.cleaned_data["code"].strip()
