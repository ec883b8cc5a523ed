"""E-mail addresses in one plain form, so that one address is one text wherever it is typed or kept."""

import re
import unicodedata
from typing import Any

from django import forms
from django.db import models
from django.db.models import F, Func, Q

FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
"""Marks and letters that are drawn as nothing at all, as a class of a regular expression."""
INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Categories of characters that nobody sees: controls, joiners and marks of direction, every space."""
NOT_SEEN = r"[[:space:][:cntrl:]\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"


def plain(address: str) -> str:
    """The address without what nobody sees, composed (NFC), in small letters."""
    drawn = re.sub(f"[{FILLERS}]", "", address)
    seen = "".join(sign for sign in drawn if unicodedata.category(sign) not in INVISIBLE)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).lower())


class AddressInput(forms.EmailField):
    """Where an address is typed or pasted."""

    def to_python(self, value: Any) -> str:
        """Make it plain before anything looks at it."""
        return plain(super().to_python(value) or "")


class AddressField(models.EmailField):
    """Where an address is kept and looked up, always in its plain form."""

    def to_python(self, value: Any) -> Any:
        """Make it plain, also for the checks of a model."""
        found = super().to_python(value)
        return plain(found) if isinstance(found, str) else found

    def get_prep_value(self, value: Any) -> Any:
        """Look up and store the plain form."""
        found = super().get_prep_value(value)
        return plain(found) if isinstance(found, str) else found

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Let the object hold what the row does."""
        found = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, found)
        return found

    def formfield(self, **kwargs: Any) -> Any:
        """Typed like every other."""
        return super().formfield(**{"form_class": AddressInput, **kwargs})


def is_plain(column: str) -> Q:
    """What the database asks of a stored address: small letters, composed, nothing unseen."""
    composed = Func(F(column), function="normalize")
    lowered = Func(composed, function="lower")
    return Q(**{f"{column}__isnull": True}) | (Q(**{column: lowered}) & ~Q(**{f"{column}__regex": NOT_SEEN}))


__all__ = ["AddressField", "AddressInput", "is_plain", "plain"]
