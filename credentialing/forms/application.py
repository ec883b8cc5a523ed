"""What a candidate writes: the application, the recording arrangement, prior experience."""

from typing import Any

from django import forms

from credentialing.actions.application import WRITTEN
from credentialing.actions.experience import FIELDS_OF
from credentialing.enums import RecordingKind
from credentialing.models import Application, Case, PriorExperience
from members import clock
from members.forms import PageForm, PageModelForm
from members.forms.days import HELD, DayField
from members.models import Credential, Person

NO_CASES = "No case content, no patient detail."
YES_NO = [("", "Choose one"), ("yes", "Yes"), ("no", "No")]


class ApplicationForm(PageModelForm):
    """The application as a draft: everything may be left empty until it is sent."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Application
        fields = WRITTEN
        widgets = {
            "group_plan": forms.Textarea(attrs={"rows": 5}),
            "balint_history": forms.Textarea(attrs={"rows": 5}),
            "reasons": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "degree": "As on your licence, such as MD, PhD, LCSW.",
            "institution": "Where you work, if you wish to say.",
            "practice": "Your field and your place of work, in a line.",
            "group_plan": f"Setting, how often it meets, who leads with you. {NO_CASES}",
            "balint_history": f"Groups and Intensives you took part in. {NO_CASES}",
            "reasons": f"What draws you to leading Balint groups. {NO_CASES}",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("group_plan", "balint_history", "reasons"):
            self.fields[name].max_length = 8000
            self.fields[name].validators.append(forms.fields.validators.MaxLengthValidator(8000))
        for name in WRITTEN:
            label = str(self.fields[name].label)
            self.fields[name].label = label[:1].upper() + label[1:]


class PolicyForm(PageForm):
    """That the documents have been read."""

    read = forms.BooleanField(label="I have read the Procedures and the Roadmap in their present version.")


class RecordingForm(PageForm):
    """How the groups to be supervised are recorded; dates and consent alone."""

    kind = forms.ChoiceField(label="Recorded by", choices=[("", "Choose one"), *RecordingKind.choices])
    arranged_on = DayField(
        label="Arranged on", help_text="The day on which it was settled with your site.", **HELD
    )
    consent = forms.BooleanField(
        label="The site and every member of the group consent",
        required=False,
        help_text="Leave open while somebody is yet to be asked. No recording is ever kept here.",
    )


class LeaderChoice(forms.ModelChoiceField):
    """A credentialed leader who has an account."""

    def __init__(self, case: Case, **kwargs: Any) -> None:
        held = Credential.objects.valid_on(clock.today()).values("person")
        people = Person.objects.filter(pk__in=held, is_active=True).exclude(pk=case.candidate_id)
        super().__init__(people, empty_label="Not in this list", **kwargs)


LABELS = {
    "title": "Group or programme",
    "start": "You took part from",
    "end": "Until",
    "group_start": "The group met from",
    "group_end": "Until",
    "meetings_per_month": "Meetings a month",
    "theory_training": "With formal training in theory",
    "leader": "Credentialed leader",
    "leader_name": "Name, if not in the list",
    "leader_credentialed_from": "Credentialed from, if you know",
    "ongoing_debriefing": "With continuing debriefing",
    "who_can_confirm": "Who can confirm it",
    "description": "Anything to add",
}
HELP = {
    "end": "Leave empty while it goes on.",
    "group_end": "Leave empty while it goes on.",
    "meetings_per_month": "On average, such as 2 or 1.5.",
    "leader": "Somebody in this list can attest from a link in a mail.",
    "ongoing_debriefing": "Talking the groups over with this leader, half an hour or more.",
    "who_can_confirm": "A name and how to reach them.",
    "description": f"At most 500 characters. {NO_CASES}",
}


class ExperienceForm(PageModelForm):
    """A prior experience, with the fields its kind needs."""

    class Meta:
        model = PriorExperience
        fields = tuple(LABELS)
        labels = LABELS
        help_texts = HELP
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    start = DayField(label=LABELS["start"], required=False, **HELD)
    end = DayField(label=LABELS["end"], help_text=HELP["end"], required=False, **HELD)
    group_start = DayField(label=LABELS["group_start"], required=False, **HELD)
    group_end = DayField(label=LABELS["group_end"], help_text=HELP["group_end"], required=False, **HELD)
    leader_credentialed_from = DayField(label=LABELS["leader_credentialed_from"], required=False, **HELD)
    theory_training = forms.TypedChoiceField(
        choices=YES_NO, coerce=lambda word: word == "yes", empty_value=None, label=LABELS["theory_training"]
    )
    ongoing_debriefing = forms.TypedChoiceField(
        choices=YES_NO,
        coerce=lambda word: word == "yes",
        empty_value=None,
        label=LABELS["ongoing_debriefing"],
        help_text=HELP["ongoing_debriefing"],
    )

    def __init__(self, *args: Any, case: Case, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"] = LeaderChoice(
            case, label=LABELS["leader"], help_text=HELP["leader"], required=False
        )
        for name in set(LABELS) - set(FIELDS_OF[kind]):
            del self.fields[name]
        self.order_fields([*FIELDS_OF[kind], "once"])
        for name in ("title", "start", "group_start", "meetings_per_month"):
            if name in self.fields:
                self.fields[name].required = True
        for name in ("theory_training", "ongoing_debriefing"):
            if name in self.fields:
                kept = getattr(self.instance, name)
                self.initial[name] = {True: "yes", False: "no", None: ""}[kept]

    def clean(self) -> dict[str, Any]:
        """The last day follows the first; a co-leading names its leader."""
        data = super().clean() or {}
        for first, last in (("start", "end"), ("group_start", "group_end")):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, "The last day is before the first.")
        if "leader" in self.fields and not (data.get("leader") or data.get("leader_name")):
            self.add_error("leader", "Choose the leader, or give the name below.")
        return data


class AttestForm(PageForm):
    """What a credentialed leader confirms."""

    time = forms.BooleanField(label="We co-led in this time.")
    debriefing = forms.TypedChoiceField(
        label="Was there, or is there, continuing debriefing of half an hour or more?",
        choices=YES_NO,
        coerce=lambda word: word == "yes",
    )
