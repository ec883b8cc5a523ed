"""The code that shows again who one is."""

from django import forms

from .base import PageForm


class CodeForm(PageForm):
    """Six digits from the newest message."""

    code = forms.CharField(
        label="Code from the message",
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )
