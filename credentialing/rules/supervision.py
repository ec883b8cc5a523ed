"""Supervision sessions: about the candidate's own group, with an approved supervisor, one a day."""

from collections.abc import Iterable
from datetime import date

from .facts import SupervisionSession
from .on_file import OnFile
from .remembered import remembered

Reasons = tuple[tuple[SupervisionSession, str], ...]


class Supervision:
    """The supervision sessions on file, sorted by date, and which of them count for what.

    `each_counts` lets several on one day count; `by_agreement` asks for the supervisor's approval on
    the day the agreement was signed instead of the day of the session.
    """

    def __init__(self, on_file: OnFile, *, each_counts: bool, by_agreement: bool) -> None:
        self._record = on_file.record
        self._groups = on_file.groups
        self._each_counts = each_counts
        self._by_agreement = by_agreement
        self.sessions = on_file.supervision_sessions

    @remembered
    def of_own_group(self) -> tuple[SupervisionSession, ...]:
        """Sessions about a group the candidate was leading on that day."""
        return tuple(session for session in self.sessions if self._was_leading(session))

    @remembered
    def with_approved(self) -> tuple[SupervisionSession, ...]:
        """Sessions with a supervisor approved on the day that counts."""
        return tuple(session for session in self.sessions if self._was_approved(session))

    @remembered
    def passing(self) -> tuple[SupervisionSession, ...]:
        """Sessions that pass both tests, same-day ones included."""
        approved = set(self.with_approved)
        return tuple(session for session in self.of_own_group if session in approved)

    @remembered
    def counted(self) -> tuple[SupervisionSession, ...]:
        """Sessions that pass both tests, one a day."""
        return self.once_a_day(self.passing)

    def not_counted(self) -> Reasons:
        """Every session left out, with the reason."""
        counted, own, approved = set(self.counted), set(self.of_own_group), set(self.with_approved)
        return tuple(
            (
                session,
                "not about a group the candidate was leading"
                if session not in own
                else "supervisor not approved on that day"
                if session not in approved
                else "second session on one day",
            )
            for session in self.sessions
            if session not in counted
        )

    def once_a_day(self, sessions: Iterable[SupervisionSession]) -> tuple[SupervisionSession, ...]:
        """The first session of each day, or all of them where each is to count (T11)."""
        if self._each_counts:
            return tuple(sessions)
        by_day: dict[date, SupervisionSession] = {}
        for session in sessions:
            by_day.setdefault(session.on, session)
        return tuple(by_day.values())

    def supervisors_until(self, last: date) -> frozenset[str]:
        """Everyone who supervised the candidate, counted or not, or signed the agreement, by that day."""
        people = {session.supervisor for session in self.sessions if session.on <= last}
        signed_on = self._record.agreement.supervisor_signed_on
        signer = self._record.supervisor_request.supervisor
        if signer is not None and signed_on is not None and signed_on <= last:
            people.add(signer)
        return frozenset(people)

    def _was_leading(self, session: SupervisionSession) -> bool:
        group = self._groups.get(session.group or "")
        return group is not None and (group.ended_on is None or session.on <= group.ended_on)

    def _was_approved(self, session: SupervisionSession) -> bool:
        day: date | None = session.on
        if self._by_agreement:
            day = self._record.agreement.supervisor_signed_on
        supervisor = self._record.people.get(session.supervisor)
        return (
            day is not None
            and supervisor is not None
            and any(period.covers(day) for period in supervisor.approved_supervisor)
        )
