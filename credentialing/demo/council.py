"""The last chapters: the committee's review, further work, recommendation, and the Council's vote."""

import datetime as dt

from credentialing.actions import committee, counting, motions, recommendation, work
from credentialing.demo.road import Traveller
from credentialing.models import Motion
from members import clock

COUNCIL = (
    "president@demo.example",
    "council2@demo.example",
    "council3@demo.example",
    "council4@demo.example",
    "council@demo.example",
)


class Decided(Traveller):
    """A candidate whose file has reached the committee."""

    def opened(self, day: dt.date, reason: str = "") -> None:
        """The Chair opens the review."""
        self.on(
            day, committee.open_review, case=lambda: self.case, by=self.somebody("chair@demo.example"),
            reason=reason,
        )  # fmt: skip

    def looked_at(self, day: dt.date) -> None:
        """The committee's review is recorded."""
        self.on(day, self._look)

    def _look(self) -> None:
        people = [self.society[f"{name}@demo.example"] for name in ("chair", "ccc", "ccc2")]
        committee.record_review(
            case=self.case, members=people, by=people[0], note="Read by all three, discussed by telephone."
        )

    def more_work(self, day: dt.date, agreed: dt.date, items: list[tuple[str, str, dt.date]]) -> None:
        """The committee proposes further work and the candidate agrees."""
        rows = [dict(zip(("area", "activity", "deadline"), item, strict=True)) for item in items]
        self.on(
            day, work.propose_work, case=lambda: self.case, items=rows, by=self.somebody("chair@demo.example")
        )
        self.on(agreed, work.agree_work, **self.mine())

    def recommended(self, day: dt.date, direction: str = "for") -> None:
        """The committee recommends."""
        self.on(
            day, recommendation.recommend, case=lambda: self.case, direction=direction,
            reasons="Every requirement is met, and the assessment speaks for itself."
            if direction == "for"
            else "The assessment asks for more experience before the credential.",
            by=self.somebody("chair@demo.example"),
        )  # fmt: skip

    def put_to_council(self, day: dt.date, ballots: str, open_for: int = 14) -> None:
        """Open the vote and cast ballots, a letter each: a(pprove), d(eny), x for abstain."""
        self.on(day, self._open_vote, days=open_for)
        for number, (address, letter) in enumerate(zip(COUNCIL, ballots, strict=False), start=1):
            choice = {"a": "approve", "d": "deny", "x": "abstain"}[letter]
            self.on(day + dt.timedelta(days=number), self._vote, address=address, choice=choice)
        if len(ballots) == len(COUNCIL):
            self.on(day + dt.timedelta(days=len(COUNCIL) + 1), self._release)

    def _open_vote(self, days: int) -> None:
        motions.open_motion(
            case=self.case, closes_at=clock.now() + dt.timedelta(days=days),
            by=self.society["president@demo.example"],
        )  # fmt: skip

    def _release(self) -> None:
        motion = Motion.objects.open().get(case=self.case)
        counting.release_result(motion=motion, by=self.society["president@demo.example"])

    def _vote(self, address: str, choice: str) -> None:
        motion = Motion.objects.open().get(case=self.case)
        motions.cast_ballot(motion=motion, choice=choice, by=self.society[address])
