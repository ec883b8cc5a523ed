"""The kinds of notices. Each app registers its own; the text of one is templates/notices/<kind>.txt."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps


@dataclass(frozen=True)
class Kind:
    """One kind of notice; `subject` may name context values in braces.

    `essential` ones reach people who switched off optional mail. A `secret` one carries a code: it
    is wiped once delivered, or `minutes` after it was written, whichever comes first.
    """

    name: str
    subject: str
    essential: bool = True
    secret: bool = False
    minutes: int = 15

    @property
    def template(self) -> str:
        """The path of its text."""
        return f"notices/{self.name}.txt"


Subject = Callable[[str], int | None]
"""From the key of a thing to the key of the person whose file it belongs to."""

_kinds: dict[str, Kind] = {}
_subjects: dict[str, Subject] = {}


def belongs_to(about_kind: str, subject: Subject) -> None:
    """Say whose file a kind of thing belongs to, so that no office's mail about it reaches that person."""
    _subjects[about_kind] = subject


def subject_of(about_kind: str, about_key: str) -> int | None:
    """The key of the person whose file the thing belongs to; None where it belongs to nobody's."""
    found = _subjects.get(about_kind)
    return found(about_key) if found and about_key else None


def register(*kinds: Kind) -> None:
    """Make the kinds known; raises ValueError where a name is taken by a different kind."""
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) != kind:
            raise ValueError(f"The notice kind {kind.name} is registered twice.")


def kind_named(name: str) -> Kind:
    """Return the kind; raises LookupError where no app has registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No app has registered the notice kind {name}.") from None


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of its name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


register(
    Kind("sign_in_mail", subject="{subject}", secret=True),
    Kind("sign_in_changed", subject="{what}"),
    Kind("fresh_code", subject="Your code to confirm: {purpose}", secret=True),
    Kind("office_mail_waits", subject="Mail to the office of {office} waits"),
    Kind("mail_undeliverable", subject="Mail to {address} comes back"),
    Kind("office_begins", subject="You have been appointed: {office}"),
    Kind("office_corrected", subject="Your days as {office} are corrected"),
    Kind("office_corrected_for_office", subject="{office}: the days of {person} are corrected"),
    Kind("office_moved_for_office", subject="{office}: two records of {person} are one"),
    Kind("office_ends", subject="Your time in office ends: {office}"),
    Kind("office_begins_for_office", subject="{person} has been appointed: {office}"),
    Kind("office_ends_for_office", subject="{person}'s time in office ends: {office}"),
    Kind("proposal_made", subject="Waits for a second officer: {label}"),
    Kind("proposal_confirmed", subject="Confirmed: {label}"),
    Kind("proposal_declined", subject="Not confirmed: {label}"),
    Kind("account_ended", subject="Your account has ended"),
    Kind("account_reopened", subject="Your account is open again"),
    Kind("name_corrected", subject="Your name is corrected"),
    Kind("address_proposed", subject="Your address is to be changed"),
    Kind("merging_proposed", subject="Two records are to become one"),
    Kind("records_merged", subject="Two records of you are one now"),
    Kind("membership_recorded", subject="Your membership of the society", essential=False),
    Kind("membership_corrected", subject="Your membership was recorded wrongly, and is corrected"),
    Kind("membership_ending", subject="Your membership ends on {end_text}"),
    Kind("credential_reissued", subject="The certificate of your credential {number} is issued anew"),
    Kind("credential_revoked", subject="Your credential {number} is revoked from {on_text} on"),
    Kind("credential_reinstated", subject="Your credential {number} is reinstated"),
    Kind("credential_entered", subject="Your credential {number} stands in the register"),
    Kind("credential_named", subject="The name beside your credential {number} is changed"),
    Kind("approval_corrected", subject="Your days on the supervisors list are corrected"),
    Kind("supervisor_approved", subject="You are on the supervisors list"),
    Kind("supervisor_ended", subject="Your approval as a supervisor ends"),
)


OWNED = {
    "membership": ("Membership", "person"),
    "appointment": ("Appointment", "person"),
    "approval": ("SupervisorApproval", "person"),
    "credential": ("Credential", "person"),
    "proposal": ("Proposal", "subject"),
}
"""The things notices are about, with the column that leads to the person whose they are."""


def _owner(model: str, column: str) -> Callable[[str], int | None]:
    def found(key: str) -> int | None:
        rows = apps.get_model("members", model).objects.filter(pk=key)
        return rows.values_list(column, flat=True).first()

    return found


for _kind, _where in OWNED.items():
    belongs_to(_kind, _owner(*_where))
