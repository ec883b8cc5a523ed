"""What officers fill in about people, memberships, offices and the supervisors list."""

from collections.abc import Iterable
from typing import Any

from django import forms

from members import clock
from members.actions.imports import NEEDED
from members.addresses import AddressInput
from members.days import Order
from members.enums import Office, Profession
from members.forms.days import BEGINS, HELD, LASTS, DayField
from members.models import Person
from members.refusals import Refused
from members.sheets import WINDOWS, shortened, text_of
from members.words import list_text
from members.workbooks import is_workbook, table_of

from .base import AsksForASecond, PageForm, why_corrected

OLD_LETTERS = (
    "The file is not in UTF-8 and was read as older Western spreadsheets write it. Look at the letters with "
    "accents; where they are wrong, save it as “CSV UTF-8” or .xlsx and choose it again."
)
LONGEST_TEXT = 2_000_000
"""More than a file has: browsers send each line of it with an ending of two signs."""
OTHER_SHEETS = "The sheet “{}” is read. These hold something, too, and are not read: {}."


class PersonChoice(forms.ModelChoiceField):
    """A person, by name and address."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            Person.objects.filter(is_active=True), **{"empty_label": "Choose a person", **kwargs}
        )

    def label_from_instance(self, person: Person) -> str:
        """Two people may share a name."""
        return f"{person.name} ({person.email})" if person.email else person.name


class PersonForm(PageForm):
    """Somebody new to the society."""

    name = forms.CharField(max_length=120, help_text="As it should stand on a certificate, with title.")
    email = AddressInput(
        label="E-mail address", required=False, help_text="Leave empty only for people known from old files."
    )
    profession = forms.ChoiceField(choices=[("", "Choose one"), *Profession.choices])


class PeriodForm(PageForm):
    """From when to when."""

    start = DayField(label="First day", initial=clock.today, **BEGINS)
    end = DayField(label="Last day", required=False, help_text="Leave empty while it lasts.", **LASTS)


class CorrectNameForm(PageForm):
    """How somebody is called, and what was wrong."""

    name = forms.CharField(max_length=120, help_text="As it should stand on a certificate, with title.")
    reason = why_corrected("The person reads it.")


class CorrectAddressForm(PageForm):
    """Where somebody is reached and signs in, and what was wrong."""

    email = AddressInput(label="E-mail address")
    reason = why_corrected("The second officer reads it.")


class OtherRecordForm(PageForm):
    """Which record is the same person's, and ends; `found` are those to choose among on this page."""

    other = forms.ModelChoiceField(
        Person.objects.none(),
        label="The other record",
        widget=forms.RadioSelect,
        help_text="This one ends; what is on record with it moves.",
        error_messages={"required": "Choose one of the records found, or look for another."},
    )

    def __init__(self, *args, stays: Person, found: Iterable[Person], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Person.objects.unmerged().exclude(pk=stays.pk)
        self.fields["other"].choices = [
            (one.pk, f"{one.name}, {one.email or 'no address'}, no. {one.pk}") for one in found
        ]


class MergeForm(PageForm):
    """How it is known that two records are one person's."""

    reason = forms.CharField(
        label="How you know that it is one person",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In a sentence. The second officer reads it, and it stays readable with both records. "
        "At most 200 characters.",
    )


class EndAccountForm(PageForm):
    """Why an account ends."""

    reason = forms.CharField(
        label="Why the account ends",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In a sentence. The second officer reads it, and it stays readable with the person. "
        "At most 200 characters.",
    )


class ReopenAccountForm(PageForm):
    """Why an account is opened again."""

    reason = forms.CharField(
        label="Why it is opened again",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In a sentence. It stays readable with the person. At most 300 characters.",
    )


class MembershipForm(PeriodForm):
    """A period of membership of somebody known."""

    person = PersonChoice()
    field_order = ["person", "start", "end"]


class RenewForm(PageForm):
    """A later last day; where days have passed without membership, the first day of the new period, too."""

    start = DayField(
        label="First day of the new period",
        required=False,
        help_text="The day on which it was paid.",
        **BEGINS,
    )
    end = DayField(
        label="New last day", required=False, help_text="Leave empty for a membership without end.", **LASTS
    )

    def __init__(self, *args, lapsed: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].initial = clock.today
        if not lapsed:
            del self.fields["start"]


class CorrectPeriodForm(PageForm):
    """What a period should have said, and why."""

    start = DayField(label="First day", **BEGINS)
    end = DayField(label="Last day", required=False, help_text="Leave empty while it lasts.", **LASTS)
    reason = why_corrected("The person concerned reads it.")


class CredentialReasonForm(PageForm):
    """Why a credential changes."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A sentence, or the motion that decided it. The person reads it. At most 300 characters.",
    )


class RevokeForm(CredentialReasonForm):
    """From when a credential is not valid any more, and why."""

    on = DayField(
        label="Revoked from", initial=clock.today, help_text="Not valid on this day any more.", **BEGINS
    )
    field_order = ["on", "reason"]


class LaterNameForm(CredentialReasonForm):
    """A name beside the one on the certificate."""

    name = forms.CharField(
        label="Later name",
        max_length=120,
        required=False,
        help_text="With title. Leave empty to show the name on the certificate alone.",
    )
    field_order = ["name", "reason"]


class EarlierCredentialForm(AsksForASecond, PageForm):
    """The credential of somebody known, or of somebody new."""

    person = PersonChoice(required=False, label="Somebody known here", empty_label="Somebody new")
    name = forms.CharField(
        max_length=120,
        required=False,
        help_text="As on the certificate, with title. For somebody known, only if it is another.",
    )
    email = AddressInput(
        label="E-mail address", required=False, help_text="For somebody new, if you have one."
    )
    profession = forms.ChoiceField(required=False, choices=[("", "Choose one"), *Profession.choices])
    number = forms.CharField(max_length=20, help_text="As on the certificate.")
    awarded_on = DayField(label="Awarded on", **HELD)
    source = forms.CharField(
        label="Known from",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The minutes of a day, the old list, the certificate itself. At most 300 characters.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a name and a profession where nobody is chosen."""
        data = super().clean()
        if data.get("person"):
            return data
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Choose somebody above, or give the name of somebody new.")
        elif not data.get("profession") and "profession" not in self.errors:
            self.add_error("profession", "Choose the profession.")
        return data


class EndForm(PageForm):
    """A last day."""

    end = DayField(label="Last day", initial=clock.today, help_text="It still counts.", **LASTS)


class AppointmentForm(PeriodForm):
    """Somebody into an office."""

    person = PersonChoice()
    office = forms.ChoiceField(choices=[("", "Choose an office"), *Office.choices])
    field_order = ["office", "person", "start", "end"]


class ConfirmForm(PageForm):
    """A second officer's word; nothing to fill in."""


class DeclineForm(PageForm):
    """Why not."""

    reason = forms.CharField(
        max_length=500,
        required=False,
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where you decline what another proposed; they are told. At most 500 characters.",
    )


class EntryForm(PageForm):
    """What a supervisor offers."""

    capacity = forms.IntegerField(
        min_value=0, max_value=50, initial=3, label="Candidates at one time", help_text="0 to 50."
    )
    accepting = forms.BooleanField(required=False, initial=True, label="Accepts new candidates")
    public_entry = forms.CharField(
        max_length=300,
        required=False,
        label="Public entry",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown to everybody, if the supervisor has agreed to be listed. At most 300 characters.",
    )


class ApprovalForm(EntryForm):
    """Somebody onto the supervisors list."""

    person = PersonChoice()
    start = DayField(label="Approved from", initial=clock.today, **BEGINS)
    field_order = ["person", "start", "capacity", "accepting", "public_entry"]


class ImportForm(PageForm):
    """A file of memberships."""

    file = forms.FileField(
        label="Table",
        help_text=(
            "Excel (.xlsx) or CSV, at most 1 MB, with the columns email, name and start; "
            "profession and end, where you have them."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,text/csv"}),
    )

    def clean_file(self) -> str:
        """Return the text; refuse what is too large or no table."""
        file = self.cleaned_data["file"]
        if file.size > 1_000_000:
            raise forms.ValidationError("The file is larger than 1 MB. Split it.")
        try:
            text, self.told = _read(file.read())
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return text


def _read(data: bytes) -> tuple[str, str]:
    """The text of the file, and what is to be said about how it was read."""
    if is_workbook(data):
        table = table_of(data, needed=NEEDED)
        return table.text, OTHER_SHEETS.format(
            table.name, shortened(list_text(table.others), 600)
        ) if table.others else ""
    text, encoding = text_of(data)
    return text, OLD_LETTERS if encoding == WINDOWS else ""


class Answers(forms.Field):
    """Whose each address is, as a page sends it: a number or “new”, a space, and the address."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        """Those choices that say something."""
        return [one for one in value or [] if one.count(" ") == 1]


class SameFileForm(PageForm):
    """The file again, as its page carries it."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.HiddenInput, strip=False)
    told = forms.CharField(max_length=2000, widget=forms.HiddenInput, required=False)
    order = forms.ChoiceField(
        choices=[("", ""), *((order.value, order.said) for order in Order)],
        widget=forms.HiddenInput,
        required=False,
    )
    who = Answers(required=False)


class ConfirmImportForm(SameFileForm):
    """The file again, and the mark of what was shown of it."""

    seen = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"required": "Look at what the file would do before you import it."},
    )
