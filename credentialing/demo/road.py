"""One candidate's road as a script: chapters that are written down up to where the candidate stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from credentialing.actions import (
    agreement,
    application,
    enquiry,
    experience,
    final,
    review,
    supervisor,
)
from credentialing.actions.fees.receipts import receive
from credentialing.demo.script import Script, days_of
from credentialing.demo.society import Society
from credentialing.enums import ReviewRole
from credentialing.models import Case, FeeReceipt
from intensives.actions.final import record_co_led, record_meeting, save_draft
from intensives.actions.places import assign_small_group, attest, register
from intensives.models import Attendance
from members.actions.memberships import add_membership
from members.models import Person
from supervision.actions.co_leaders import set_co_leader
from supervision.actions.groups import start_group
from supervision.actions.requests import answer_request
from supervision.actions.sessions import log_group
from supervision.actions.supervision import record_session
from supervision.models import BalintGroup, SupervisorRequest

DRAFT = {
    "degree": "MD, licensed",
    "institution": "Riverside family medicine residency",
    "practice": "Family medicine with residents, a community clinic",
    "group_plan": "A group of eight residents, twice a month, with a co-leader.",
    "balint_history": "A member of a residents' group for two years, then two Intensives.",
    "reasons": "To lead well, and to be able to offer groups beyond my own clinic.",
}
ASSESSMENT = (
    "The candidate kept the frame, protected the presenter, and stayed with the relationship when the group "
    "turned to advice. Silence was borne well. With more practice the entries can become shorter."
)


@dataclass
class Traveller:
    """A candidate, what is peculiar about their road, and the chapters they have lived."""

    script: Script
    society: Society
    address: str
    name: str
    applied: dt.date
    supervisor: str = "supervisor@demo.example"
    profession: str = "physician"
    co_leader: str = "coleader@demo.example"
    days: tuple[int, ...] = (8, 22)
    skipped: tuple[tuple[int, int], ...] = ()
    """Months (year, month) without a group."""
    member_until: dt.date | None = None
    member_again: dt.date | None = None
    case: Case | None = field(default=None, init=False)
    group: BalintGroup | None = field(default=None, init=False)

    @property
    def me(self) -> Person:
        """The candidate."""
        return self.society[self.address]

    def after(self, days: int) -> dt.date:
        """A day counted from the application."""
        return self.applied + dt.timedelta(days=days)

    def then(self, days: int, act: Any, **named: Any) -> None:
        """Write an act down; keyword values that can be called are called on the day."""
        self.on(self.after(days), act, **named)

    def on(self, day: dt.date, act: Any, **named: Any) -> None:
        """Write an act down for a day."""
        self.script.on(
            day, lambda: act(**{key: value() if callable(value) else value for key, value in named.items()})
        )

    def mine(self) -> dict[str, Any]:
        """The two arguments most acts of a candidate take."""
        return {"case": lambda: self.case, "by": lambda: self.me}

    def somebody(self, address: str) -> Any:
        """A person, looked up on the day."""
        return lambda: self.society[address]

    # Chapters

    def enquire(self, days: int = -40) -> None:
        """Become a member and open a file."""
        self.script.on(self.society.founded, self._join)
        if self.member_again:
            self.script.on(self.member_again, self._renew)
        self.then(days, self._open)

    def _join(self) -> None:
        self.society.join(self.address, self.name, self.profession, self.member_until)

    def _renew(self) -> None:
        officer = self.society["membership@demo.example"]
        add_membership(by=officer, person=self.me, start=self.member_again)

    def _open(self) -> None:
        self.case = enquiry.begin_enquiry(person=self.me, by=self.me)

    def draft(self, days: int = -35, **told: Any) -> None:
        """Begin the application; ask a supervisor, who says yes; arrange recording."""
        self.then(days, enquiry.begin_application, **self.mine())
        self.then(days + 1, application.acknowledge_policy, **self.mine())
        self.then(days + 10, supervisor.ask, supervisor=self.somebody(self.supervisor), **self.mine())
        self.then(days + 13, self._accept)
        self.then(
            days + 20, application.note_recording, kind="video",
            arranged_on=self.after(days + 20), consent=True, **self.mine(),
        )  # fmt: skip
        self.then(days + 25, application.save_draft, **{**DRAFT, **told}, **self.mine())

    def _accept(self) -> None:
        request = SupervisorRequest.objects.open().get(candidate=self.me)
        answer_request(by=self.society[self.supervisor], request=request, accepted=True)

    def was_group_member(self, first: dt.date, last: dt.date) -> None:
        """Name two years in a Balint group as prior experience."""
        self.then(
            -6, experience.add_experience, kind="group_member", title="Northside residents' group",
            start=first, end=last, group_start=first - dt.timedelta(days=400), group_end=last,
            meetings_per_month=Decimal(2),
            who_can_confirm="Gwen Castillo, MD", **self.mine(),
        )  # fmt: skip

    def send(self, days: int = 0) -> None:
        """Send the application."""
        self.then(days, application.send_application, **self.mine())

    def reviewed(self, chair: int | None = 10, coordinator: int | None = 13, **said: Any) -> None:
        """The two reviews; `said` is the outcome and reason, approve unless given."""
        for role, address, days in (
            (ReviewRole.CHAIR, "chair@demo.example", chair),
            (ReviewRole.COORDINATOR, "coordinator@demo.example", coordinator),
        ):
            if days is not None:
                self.then(
                    days,
                    self._review,
                    role=role,
                    reviewer=self.somebody(address),
                    **{"outcome": "approve", **said},
                )

    def _review(
        self, role: ReviewRole, reviewer: Person, outcome: str, reason: str = "", accepts: str = "both"
    ):
        likes = accepts == "both" or accepts == role
        views = {row.pk: (likes, "As confirmed.") for row in self.case.experiences.all()}
        review.review_application(
            case=self.case, role=role, by=reviewer, outcome=outcome, reason=reason, views=views
        )

    def agreed(self, filled: int = 18, signed: int | None = 21) -> None:
        """Fill in the schedule of fees; the supervisor signs."""
        self.then(filled, agreement.fill_in_schedule, **self.mine())
        if signed is not None:
            self.then(signed, self._sign)

    def _sign(self) -> None:
        current = self.me.agreements.current().get()
        agreement.sign_agreement(agreement=current, by=self.society[self.supervisor])

    def paid(self, sent: int = 24, confirmed: int = 27) -> None:
        """The Treasurer has the first year's fee."""
        self.then(
            confirmed, receive, case=lambda: self.case, by=self.somebody("treasurer@demo.example"),
            sent_on=self.after(sent), amount=Decimal(900), how="transfer",
        )  # fmt: skip

    def first_receipt(self) -> FeeReceipt | None:
        """The first money noted for the case."""
        return self.case.receipts.first()

    def leads(self, until: dt.date | None = None, debriefed: bool = True) -> None:
        """Start a group after the approval, and log it month by month until a day (today)."""
        first = self.after(30)
        self.then(28, self._start_group)
        for day in days_of(first, until or self.script.today, self.days):
            if (day.year, day.month) not in self.skipped:
                self.on(
                    day, log_group, by=lambda: self.me, group=lambda: self.group, date=day,
                    debrief_minutes=40 if debriefed else None,
                )  # fmt: skip

    def _start_group(self) -> None:
        self.group = start_group(
            by=self.me,
            name="Residents' group",
            setting="medical",
            started_on=self.after(28),
            site="Riverside",
        )
        set_co_leader(by=self.me, group=self.group, start=self.after(28), email=self.co_leader)

    def supervised(self, days: Iterable[int], override: str = "") -> None:
        """Supervision sessions on days counted from the application."""
        for number in days:
            who = "coordinator@demo.example" if override else self.supervisor
            self.then(
                number, record_session, by=self.somebody(who), candidate=lambda: self.me,
                group=lambda: self.group, date=self.after(number), minutes=50, recording="video",
                supervisor=self.somebody(self.supervisor), override_reason=override,
            )  # fmt: skip

    def attends(self, *keys: str) -> None:
        """Take part in Intensives, attested by the host."""
        for key in keys:
            first = self.society.first_day(key)
            self.on(first - dt.timedelta(days=40), self._register, key=key)
            self.on(first + dt.timedelta(days=4), self._attest, key=key)

    def _register(self, key: str) -> None:
        register(intensive=self.society.intensives[key], person=self.me, by=self.me)

    def _place(self, key: str) -> Attendance:
        return Attendance.objects.standing().get(intensive=self.society.intensives[key], person=self.me)

    def _attest(self, key: str) -> None:
        attest(attendance=self._place(key), completed=True, by=self.society["host@demo.example"])

    def goes_as_candidate(self, key: str, letter: str = "A", held: bool = True) -> None:
        """Ask for the credentialing Intensive; the Chair designates; co-lead with both faculty."""
        first = self.society.first_day(key)
        self.on(
            first - dt.timedelta(days=85), final.ask_for_final,
            intensive=lambda: self.society.intensives[key], **self.mine(),
        )  # fmt: skip
        self.on(
            first - dt.timedelta(days=77), final.plan_final, case=lambda: self.case,
            evaluator=self.somebody("evaluator@demo.example"), by=self.somebody("chair@demo.example"),
        )  # fmt: skip
        self.on(first - dt.timedelta(days=20), self._seat, key=key, letter=letter)
        if held:
            self.on(first + dt.timedelta(days=4), self._hold, key=key, letter=letter)

    def _seat(self, key: str, letter: str) -> None:
        coordinator = self.society["intensives@demo.example"]
        assign_small_group(
            attendance=self._place(key), small_group=self.society.groups[key, letter], by=coordinator
        )

    def _hold(self, key: str, letter: str) -> None:
        first, place, host = self.society.first_day(key), self._place(key), self.society["host@demo.example"]
        faculty = [seat.person for seat in self.society.groups[key, letter].faculty.all()]
        for number, somebody in enumerate(faculty, start=1):
            record_co_led(
                attendance=place, faculty=somebody, date=first + dt.timedelta(days=number), by=somebody
            )
        attest(attendance=place, completed=True, by=host)
        final.confirm_held(case=self.case, by=host)
        record_meeting(
            evaluation=self._evaluation(), on=first + dt.timedelta(days=3),
            present=[*faculty, self.society["evaluator@demo.example"]], by=faculty[0],
        )  # fmt: skip

    def _evaluation(self):
        return self.me.attendances.as_candidate().latest("pk").evaluations.standing().get()

    def assessed(self, day: dt.date, advice: str = "for") -> None:
        """The evaluator writes and delivers."""
        self.on(day, self._deliver, advice=advice)

    def _deliver(self, advice: str) -> None:
        evaluator = self.society["evaluator@demo.example"]
        save_draft(
            evaluation=self._evaluation(), draft=ASSESSMENT, advice=advice, by=evaluator,
            advice_reasons="As the assessment describes; faculty and evaluator agree.",
        )  # fmt: skip
        final.deliver_assessment(evaluation=self._evaluation(), by=evaluator)
