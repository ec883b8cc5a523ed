"""Twenty-one candidates: every state a file can be in, and the troubles a committee meets."""

import datetime as dt

from credentialing.actions import enquiry
from credentialing.actions.fees.receipts import receive, reverse_receipt
from credentialing.actions.work import mark_done
from credentialing.demo.council import Decided
from credentialing.demo.script import Script
from credentialing.demo.society import Society

EVERY_TWO_MONTHS = tuple(45 + 61 * n for n in range(12))
SEVEN_AND_FIVE = (*(45 + 45 * n for n in range(7)), *(45 + 370 + 60 * n for n in range(5)))


class Cast:
    """Writes all candidates into the script."""

    def __init__(self, script: Script, society: Society) -> None:
        self.script, self.society, self.today = script, society, script.today

    def ago(self, days: int) -> dt.date:
        """A day counted back from today."""
        return self.today - dt.timedelta(days=days)

    def candidate(self, address: str, name: str, applied: int, **odd) -> Decided:
        """Somebody who applied (or will) that many days ago."""
        return Decided(self.script, self.society, f"{address}@demo.example", name, self.ago(applied), **odd)

    def enter(self) -> None:
        """Everybody."""
        self.beginners()
        self.under_review()
        self.before_training()
        self.in_training()
        self.at_the_final_intensive()
        self.with_the_committee()
        self.before_the_council()

    def trained(self, address: str, name: str, applied: int, until: int, **odd) -> Decided:
        """Somebody approved and paid for, whose groups go on until so many days ago."""
        person = self.candidate(address, name, applied, **odd)
        person.enquire()
        person.draft()
        person.send()
        person.reviewed()
        person.agreed()
        person.paid()
        person.leads(until=self.ago(until))
        return person

    def beginners(self) -> None:
        """An enquiry after a withdrawal, a draft after a decline, a closed file."""
        back = self.candidate("kowalski", "Anna Kowalski, PsyD", 300, profession="psychologist")
        back.enquire()
        back.draft()
        back.on(self.ago(120), enquiry.withdraw, reason="A move abroad.", **back.mine())
        back.on(self.ago(12), self._again, person=lambda: back)
        again = self.candidate("demir", "Yusuf Demir, MD", 260, supervisor="tanaka@demo.example")
        again.enquire()
        again.draft()
        again.send()
        again.reviewed(
            outcome="decline", reason="No group to lead yet; please apply again once there is one."
        )
        again.on(self.ago(30), self._again, person=lambda: again)
        again.on(self.ago(25), enquiry.begin_application, **again.mine())
        gone = self.candidate("carter", "Ben Carter, MD", 500, supervisor="morales@demo.example")
        gone.enquire()
        gone.draft()
        gone.send()
        gone.on(
            self.ago(200), enquiry.close, case=lambda: gone.case, by=gone.somebody("chair@demo.example"),
            reason="No answer for nine months, three letters.",
        )  # fmt: skip

    def _again(self, person: Decided) -> None:
        person.case = enquiry.new_attempt(case=person.case, by=person.me)

    def under_review(self) -> None:
        """One review done; none done with a credit claimed; one returned."""
        one = self.candidate("weber", "Jonas Weber, MD", 20, supervisor="iyer@demo.example")
        one.enquire()
        one.draft()
        one.send()
        one.reviewed(chair=None, coordinator=14)
        none = self.candidate("okoye", "Amara Okoye, MD", 2, supervisor="okafor@demo.example")
        none.enquire()
        none.draft()
        none.was_group_member(self.ago(1900), self.ago(1100))
        none.send()
        back = self.candidate("dubois", "Claire Dubois, LCSW", 33, profession="lcsw")
        back.enquire()
        back.draft()
        back.send()
        back.reviewed(
            chair=None, coordinator=9, outcome="return", reason="Please say how often the group will meet."
        )

    def before_training(self) -> None:
        """Approved with the form filled in; signed with the fee to come."""
        unsigned = self.candidate("caruso", "Ines Caruso, MD", 45, supervisor="brandt@demo.example")
        unsigned.enquire()
        unsigned.draft()
        unsigned.send()
        unsigned.reviewed()
        unsigned.agreed(filled=22, signed=None)
        unpaid = self.candidate("holm", "Peter Holm, MD", 50, supervisor="iyer@demo.example")
        unpaid.enquire()
        unpaid.draft()
        unpaid.send()
        unpaid.reviewed()
        unpaid.agreed()
        unpaid.leads()

    def in_training(self) -> None:
        """A missing month; a lapse; a late fee; a credit on which the reviewers differ."""
        gap = self.ago(100)
        maya = self.trained("candidate", "Maya Ferreira, MD", 520, 0, skipped=((gap.year, gap.month),))
        maya.supervised(EVERY_TWO_MONTHS[:8])
        maya.attends("second", "third")
        lapse = self.trained(
            "lind", "Oskar Lind, MD", 420, 0, supervisor="tanaka@demo.example", days=(12,),
            member_until=self.ago(140), member_again=self.ago(120),
        )  # fmt: skip
        lapse.supervised(EVERY_TWO_MONTHS[:6])
        lapse.attends("third")
        late = self.candidate("tan", "Grace Tan, DO", 330, supervisor="okafor@demo.example", days=(5,))
        for chapter in (late.enquire, late.draft, late.send, late.reviewed, late.agreed):
            chapter()
        late.paid(sent=26, confirmed=29)
        late.leads()
        late.supervised((31,))
        late.supervised((100, 170, 240, 310))
        self._overpaid(late)
        credit = self.candidate(
            "sade", "Samuel Adeyemi, MD", 240, supervisor="morales@demo.example", days=(3, 17)
        )
        credit.enquire()
        credit.draft()
        credit.was_group_member(self.ago(2300), self.ago(1800))
        credit.send()
        credit.reviewed(accepts="ccc_chair")
        credit.agreed()
        credit.paid()
        credit.leads()
        credit.supervised((50, 110, 170))
        credit.attends("third")

    def _overpaid(self, late: Decided) -> None:
        """The first transfer bounced after supervision had begun; the second came too late."""
        treasurer = late.somebody("treasurer@demo.example")
        late.then(
            40, reverse_receipt, receipt=late.first_receipt, by=treasurer,
            reason="The bank took it back.",
        )  # fmt: skip
        late.then(
            52,
            receive,
            case=lambda: late.case,
            by=treasurer,
            sent_on=late.after(50),
            amount=900,
            how="second transfer",
        )

    def at_the_final_intensive(self) -> None:
        """Planned with seven and five; held and being assessed; assessed."""
        uneven = self.trained(
            "rahman", "Nadia Rahman, MD", 800, 0, supervisor="iyer@demo.example", days=(10,)
        )
        uneven.supervised(SEVEN_AND_FIVE)
        uneven.attends("second", "third")
        uneven.goes_as_candidate("fifth", held=False)
        held = self.trained(
            "halvorsen", "Ruth Halvorsen, MD", 830, 0, supervisor="brandt@demo.example", days=(6, 20)
        )
        held.supervised(EVERY_TWO_MONTHS)
        held.attends("second", "third")
        held.goes_as_candidate("fourth", "B")
        done = self.trained("cho", "Daniel Cho, PhD", 840, 0, supervisor="tanaka@demo.example", days=(7, 21))
        done.supervised(EVERY_TWO_MONTHS)
        done.attends("second", "third")
        done.goes_as_candidate("fourth", "A")
        done.assessed(self.ago(5))

    def finished(self, address: str, name: str, supervisor: str, advice: str = "for") -> Decided:
        """Somebody with everything behind them: assessed half a year ago."""
        person = self.trained(address, name, 970, 120, supervisor=supervisor, days=(9,))
        person.supervised(EVERY_TWO_MONTHS)
        person.attends("first", "second")
        person.goes_as_candidate("third", "B")
        person.assessed(self.ago(195), advice)
        return person

    def with_the_committee(self) -> None:
        """In review; in further work with an activity overdue."""
        lena = self.finished("brandtl", "Lena Brandt, MD", "okafor@demo.example")
        lena.opened(self.ago(19))
        lena.looked_at(self.ago(9))
        tom = self.finished("villarreal", "Tom Villarreal, LCSW", "iyer@demo.example", "further_work")
        tom.opened(self.ago(160))
        tom.looked_at(self.ago(150))
        tom.more_work(
            self.ago(140), self.ago(131),
            [
                ("Leading", "Three further supervision sessions on staying out of advice", self.ago(40)),
                ("Reflection", "A written reflection on these sessions, two pages", self.ago(11)),
            ],
        )  # fmt: skip
        tom.on(self.ago(60), self._first_item_done, person=lambda: tom)

    def _first_item_done(self, person: Decided) -> None:
        item = person.case.further_works.get(closed_on=None).items.order_by("deadline", "pk").first()
        mark_done(item=item, on=self.ago(60), by=self.society["chair@demo.example"])

    def before_the_council(self) -> None:
        """Recommended; voting; credentialed; not credentialed."""
        elena = self.finished("petrova", "Elena Petrova, MD", "supervisor@demo.example")
        marcus = self.finished("bell", "Marcus Bell, MD", "tanaka@demo.example")
        hannah = self.finished("schultz", "Hannah Schultz, PsyD", "morales@demo.example")
        victor = self.finished("osei", "Victor Osei, MD", "brandt@demo.example", "against")
        for person, opened in ((elena, 40), (marcus, 70), (hannah, 150), (victor, 140)):
            person.opened(self.ago(opened))
            person.looked_at(self.ago(opened - 12))
            person.recommended(self.ago(opened - 20), "against" if person is victor else "for")
        marcus.put_to_council(self.ago(6), "xa", open_for=14)
        hannah.put_to_council(self.ago(110), "aaaxa")
        victor.put_to_council(self.ago(100), "ddxda")
