"""What every form of a page has in common."""

import uuid
from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator

from members.unseen import without_unseen

from .days import DayField, NativeDate

__all__ = [
    "AsksForASecond",
    "DayField",
    "NativeDate",
    "PageForm",
    "PageMixin",
    "PageModelForm",
    "SaysLimits",
    "why_corrected",
]

NOT_TEXT = (forms.HiddenInput, forms.PasswordInput)
TOO_LONG = "At most %(limit_value)d characters; this has %(show_value)d."


class SaysLimits:
    """A text can be typed or pasted whole; what is too much of it is said, rather than cut in silence.

    Signs that nobody sees, such as those that turn the direction of a line, are left out of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
            for validator in field.validators:
                if isinstance(validator, MaxLengthValidator):
                    validator.message = TOO_LONG
            if isinstance(field, forms.CharField) and not isinstance(field.widget, NOT_TEXT):
                field.to_python = _seen(field.to_python)


def _seen(to_python: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        found = to_python(value)
        return without_unseen(found) if isinstance(found, str) else found

    return read


class PageMixin(SaysLimits):
    """No form tag of its own, native dates, and a token that lets it be sent once."""

    status = 200

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
        once.initial = uuid.uuid4().hex
        self.fields["once"] = once
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def with_new_token(self) -> None:
        """Give the form a fresh token, for when it is shown again after it was sent."""
        self.data = self.data.copy()
        self.data[self.add_prefix("once")] = uuid.uuid4().hex


def why_corrected(read_by: str = "") -> forms.CharField:
    """The field for why an entry is corrected; `read_by` is a sentence on who reads it."""
    return forms.CharField(
        label="Why it is corrected",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=" ".join(
            filter(None, ["What was wrong, in a sentence.", read_by, "At most 300 characters."])
        ),
    )


class AsksForASecond(forms.Form):
    """With a box that appears where the same is on file already, and says that this is another one."""

    second = forms.BooleanField(
        required=False, widget=forms.HiddenInput, label="Yes, this is another one, beside the one on file"
    )

    def ask(self) -> None:
        """Show the box, not ticked."""
        self.fields["second"].widget = forms.CheckboxInput()


class PageForm(PageMixin, forms.Form):
    """A form that is shown as a page."""


class PageModelForm(PageMixin, forms.ModelForm):
    """A form whose shape comes from a model; an action does the saving."""

    def _post_clean(self) -> None:
        """Leave the row alone: the action validates and writes it."""
