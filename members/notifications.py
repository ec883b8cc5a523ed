"""The kinds of notices. Each app registers its own; the text of one is templates/notices/<kind>.txt."""

from dataclasses import dataclass


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


_kinds: dict[str, Kind] = {}


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
    Kind("office_begins", subject="You have been appointed: {office}"),
    Kind("office_ends", subject="Your time in office ends: {office}"),
    Kind("office_begins_for_office", subject="{person} has been appointed: {office}"),
    Kind("office_ends_for_office", subject="{person}'s time in office ends: {office}"),
    Kind("proposal_made", subject="Waits for a second officer: {label}"),
    Kind("proposal_confirmed", subject="Confirmed: {label}"),
    Kind("proposal_declined", subject="Not confirmed: {label}"),
    Kind("membership_recorded", subject="Your membership of the society", essential=False),
    Kind("membership_ending", subject="Your membership ends on {end_text}"),
    Kind("supervisor_approved", subject="You are on the supervisors list"),
    Kind("supervisor_ended", subject="Your approval as a supervisor ends"),
)
