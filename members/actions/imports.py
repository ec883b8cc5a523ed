"""Memberships from a file: tried first and rolled back, then written; the same file again changes nothing.

One walk over the rows takes each of them through the actions that an officer's pages take, in a savepoint of
its own. The preview is that walk, undone; the import is that walk, kept. A row that is refused holds up no
other, one of whom only the officer can say who it is asks (members.actions.namesakes), and what a file says
differently from the record about somebody's name or profession is shown and left as it is: a person is
renamed on a page, with a reason, never by a list.
"""

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from members import clock
from members.actions.locking import around_steps, lock
from members.actions.memberships import (
    add_membership,
    correct_membership,
    end_membership,
    renew_membership,
)
from members.actions.namesakes import NEW, Question, awaited, questions
from members.actions.particulars import propose_address
from members.actions.people import add_person
from members.actions.permitted import permit
from members.addresses import plain
from members.days import Figures, Order, figures_of, read_day, unmeant
from members.enums import Profession
from members.models import Address, Membership, Person
from members.names import folded
from members.refusals import Refused, Stale
from members.sheets import Line, Sheet, sheet_of, shortened
from members.words import day_text, list_text, period_text

COLUMNS = ("email", "name", "profession", "start", "end")
NEEDED = ("email", "name", "start")
DAYS = ("start", "end")
WHY_LEFT_OUT = "why it was left out"
"""The column that a list of the rows left out has beside those of the file; read again, it says nothing."""
CHANGED_MEANWHILE = (
    "What this file would do is not what you saw: something changed since, or you chose otherwise. "
    "Nothing was imported. "
    "This is what it would do now; look at it once more."
)


class Verdict(StrEnum):
    """What a row does."""

    FAULT = "left out"
    NEW_PERSON = "new person and membership"
    NEW_PERIOD = "new period of membership"
    RENEWED = "membership lasts longer"
    CORRECTED = "membership corrected: it had not ended"
    SHORTER = "membership ends earlier"
    ADDRESS = "address proposed for somebody on record"
    DIFFERS = "nothing: the record says it otherwise, and stays"
    SAME = "nothing: recorded already"
    AGAIN = "nothing: an earlier row says the same"


MOST_ROWS = 20_000
MOST_TAKEN = 2000
"""So many rows at most change something in the time that a browser waits for a page."""
LATER = (
    f"At most {MOST_TAKEN} rows change something in one import. Import the same file again afterwards for "
    "the others."
)
MOST_ASKED = 200
"""So many questions at most stand on one page; the others are for the next import of the file."""
FROM_A_LIST = "An imported list of members says so."
IDLE = (Verdict.FAULT, Verdict.DIFFERS, Verdict.SAME, Verdict.AGAIN)


@dataclass(frozen=True)
class Difference:
    """What the record says, or said, and what else there is: in words."""

    what: str
    was: str
    now: str


@dataclass(frozen=True)
class Row:
    """One row of the file, and what it does.

    `change` is what the record said before and says after; `kept` is what the file says otherwise and the
    record keeps; `also` is a sentence on what else it does; `column` and `fault` are why the row is left out.
    """

    line: int
    email: str
    name: str
    verdict: Verdict
    change: Difference | None = None
    kept: tuple[Difference, ...] = ()
    also: str = ""
    column: str = ""
    fault: str = ""
    whole: tuple[str, ...] = field(default=(), repr=False)

    @property
    def done(self) -> list[object]:
        """What it does to the record, as a list that can be compared."""
        change = self.change and [self.change.what, self.change.was, self.change.now]
        kept = [[each.what, each.was, each.now] for each in self.kept]
        return [self.line, self.email, self.name, self.verdict.name, change, kept, self.also, self.fault]


@dataclass(frozen=True)
class DayColumn:
    """A column in which a day in figures can be two days; `example` is one of them.

    Days with dots are told apart from those with slashes or dashes, as if each had a column of their own:
    what one of them shows, or the officer says, is not said of the others. `order` is how they are read:
    because `shown`, a day in row `at`, has no thirteenth month, or as the officer said. Without it they are
    asked about, or `contradicts` is true: the column shows both orders.
    """

    name: str
    example: str
    order: Order | None
    contradicts: bool = False
    at: int | None = None
    shown: str = ""

    @property
    def dotted(self) -> bool:
        """Whether these are the days with dots."""
        return figures_of(self.example).dotted

    @property
    def open(self) -> bool:
        """Whether only the officer can say how they are read."""
        return self.at is None and not self.contradicts and not self.dotted

    @property
    def readings(self) -> list[tuple[Order, dt.date]]:
        """The two days that the example can be."""
        return [*figures_of(self.example).readings.items()]


Orders = dict[tuple[str, bool], DayColumn]
"""How days that can be two are read, by the column and whether they are written with dots."""


@dataclass(frozen=True)
class Plan:
    """What the file does, row by row: the report of a preview, and of an import."""

    rows: tuple[Row, ...]
    headers: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """The names of columns that the import does not know."""
    above: tuple[int, ...] = ()
    """The numbers of filled rows above the names of the columns."""
    days: tuple[DayColumn, ...] = ()
    """The columns in which a day written in figures can be two, and how they are read."""
    questions: tuple[Question, ...] = ()
    """The rows of which only the officer can say who it is, with the answers so far."""

    @property
    def faults(self) -> tuple[Row, ...]:
        """Rows that are left out."""
        return tuple(row for row in self.rows if row.verdict is Verdict.FAULT)

    @property
    def groups(self) -> list[tuple[Verdict, list[Row]]]:
        """The rows by what they do, in the order of the verdicts."""
        found = defaultdict(list)
        for row in self.rows:
            found[row.verdict].append(row)
        return [(verdict, found[verdict]) for verdict in Verdict if found[verdict]]

    @property
    def asks(self) -> tuple[DayColumn, ...]:
        """The columns of which the officer says how their days are read."""
        return tuple(column for column in self.days if column.open)

    @property
    def unanswered(self) -> bool:
        """Whether the officer has not said it yet."""
        return any(column.order is None for column in self.asks)

    @property
    def changes(self) -> int:
        """How many rows change something."""
        return sum(row.verdict not in IDLE for row in self.rows)

    @cached_property
    def digest(self) -> str:
        """One short text for all that the file does: the same where it does the same."""
        done = json.dumps([row.done for row in self.rows])
        return hashlib.sha256(done.encode()).hexdigest()


class ShowAgain(Stale):
    """What the file would do is not what was shown; nothing was imported."""


def plan_import(*, by: Person, text: str, order: str = "", who: Mapping[str, str] | None = None) -> Plan:
    """Say what importing the text does, by doing it and rolling it back: no row of any table differs after.

    `order`, "day" or "month", is what stands first where days in figures could be two, and no row of their
    column shows it. `who` says of an address that nobody has whose it is, where somebody on record has the
    name it stands with: NEW, or the number of that person. Raises Refused without the right, or where the
    text is no table with the needed columns.
    """
    permit(by, "members.keep_memberships")
    sheet = _sheet(text)
    with transaction.atomic():
        plan = _walk(by, sheet, order, who or {})
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def apply_import(
    *,
    by: Person,
    text: str,
    seen: str | None = None,
    order: str = "",
    who: Mapping[str, str] | None = None,
) -> Plan:
    """Write what the rows say, and return what that did; rows that are refused are left out and told.

    With `seen`, the digest of the plan that was shown, raises ShowAgain where the import would not do
    exactly that now. Raises Refused as `plan_import` does.
    """
    permit(by, "members.keep_memberships")
    plan = _walk(by, _sheet(text), order, who or {})
    if seen is not None and plan.digest != seen:
        raise ShowAgain(CHANGED_MEANWHILE)
    return plan


def _sheet(text: str) -> Sheet:
    sheet = sheet_of(text, known=COLUMNS, needed=NEEDED, aside=[WHY_LEFT_OUT])
    if len(sheet.lines) > MOST_ROWS:
        raise Refused(
            f"The file has {len(sheet.lines)} rows. Split it: at most {MOST_ROWS} at a time.", field="file"
        )
    return sheet


@dataclass(frozen=True)
class _Read:
    """A row as it can be understood by itself."""

    line: Line
    email: str
    name: str
    profession: str
    start: dt.date | None
    end: dt.date | None
    tells_end: bool
    fault: Refused | None

    @property
    def whose(self) -> str:
        """What the person is found by: the address, or without one the name."""
        return self.email or self.name

    def row(self, verdict: Verdict, **more: object) -> Row:
        """The row with what it does."""
        return Row(self.line.number, self.email, shortened(self.name), verdict, whole=self.line.whole, **more)

    def left_out(self, refusal: Refused) -> Row:
        """The row with why it does nothing."""
        return self.row(Verdict.FAULT, column=refusal.field or "", fault=refusal.sentence)


def _walk(by: Person, sheet: Sheet, order: str, who: Mapping[str, str]) -> Plan:
    """Take every row through its action, each in a savepoint, and tell what each of them did.

    The order of the rows does not matter: what was refused is tried again after what went in.
    """
    orders = _orders(sheet, Order(order) if order else None)
    reads = _without_contradictions([_read(line, sheet, orders) for line in sheet.lines])
    done: dict[int, Row] = {
        read.line.number: read.left_out(read.fault) for read in reads if read.fault is not None
    }
    firsts, again = _told_apart([read for read in reads if read.fault is None])
    with around_steps():
        asked = questions(((read.line.number, read.email, read.name) for read in firsts), who)
        known = _known(by, firsts, asked)
        stopped = _unanswered(asked) | _two_names(firsts, known)
        done |= {
            read.line.number: read.left_out(stopped[read.email]) for read in firsts if read.email in stopped
        }
        waiting, left = [read for read in firsts if read.email not in stopped], MOST_TAKEN
        while waiting:
            rows = {}
            for read in waiting:
                rows[read.line.number] = row = _idle(read, known, left) or _take(by, read, known)
                left -= row.verdict not in IDLE
            done |= rows
            refused = [read for read in waiting if rows[read.line.number].verdict is Verdict.FAULT]
            moved = any(row.verdict not in IDLE for row in rows.values())
            waiting = refused if moved and left else []
    for read, first in again:
        done[read.line.number] = _as_before(read, done[first.line.number])
    return Plan(
        rows=tuple(done[read.line.number] for read in reads),
        headers=sheet.headers,
        unread=sheet.unread,
        above=sheet.above,
        days=tuple(orders.values()),
        questions=tuple(asked.values())[:MOST_ASKED],
    )


# Reading one row by itself


def _read(line: Line, sheet: Sheet, orders: Orders) -> _Read:
    cells = {name: line.cells.get(name, "") for name in COLUMNS}
    fault = next((Refused(sentence, field=column) for column, sentence in line.faults), None)
    days: dict[str, dt.date | None] = dict.fromkeys(DAYS)
    try:
        days = {column: _day(cells[column], column, orders) for column in DAYS}
    except Refused as refusal:
        fault = fault or refusal
    if fault is None and days["start"] is None:
        fault = Refused("The first day is missing.", field="start")
    return _Read(
        line=line,
        email=plain(cells["email"]),
        name=_composed(cells["name"]),
        profession=cells["profession"],
        tells_end="end" in sheet.columns,
        fault=fault,
        **days,
    )


def _orders(sheet: Sheet, said: Order | None) -> Orders:
    """How each column reads the days that can be two; a column without any is not among them."""
    found = {}
    for name in DAYS:
        cells = [(line.number, line.cells.get(name, "")) for line in sheet.lines]
        for dotted in (False, True):
            usual = Order.DAY if dotted else said
            if (column := _order(name, _in_figures(cells, dotted), usual)) is not None:
                found[name, dotted] = column
    return found


def _in_figures(cells: list[tuple[int, str]], dotted: bool) -> list[tuple[int, str, Figures]]:
    read = [(number, text, figures_of(text)) for number, text in cells]
    return [(number, text, each) for number, text, each in read if each is not None and each.dotted is dotted]


def _order(name: str, figures: list[tuple[int, str, Figures]], usual: Order | None) -> DayColumn | None:
    example = next((text for _, text, each in figures if each.either), None)
    shown = [(number, text, each.order) for number, text, each in figures if each.order is not None]
    if example is None:
        return None
    if len({order for _, _, order in shown}) > 1:
        return DayColumn(name, example, order=None, contradicts=True)
    if shown:
        number, text, order = shown[0]
        return DayColumn(name, example, order, at=number, shown=shortened(text))
    return DayColumn(name, example, usual)


def _composed(name: str) -> str:
    """The name with single spaces, and letters composed with their accents."""
    return " ".join(normalize("NFC", name).split())


def _day(text: str, column: str, orders: Orders) -> dt.date | None:
    if not text:
        return None
    figures = figures_of(text)
    read_as = orders.get((column, figures.dotted)) if figures is not None and figures.either else None
    if read_as is not None and read_as.contradicts:
        raise Refused(
            f"“{shortened(text)}” can be two days, and the column shows both orders. Write it as 2026-05-31.",
            field=column,
        )
    try:
        if read_as is not None and read_as.dotted:
            return read_day(text, dotted=read_as.order)
        return read_day(text, read_as.order if read_as else None)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=column) from None


def _profession(text: str) -> Profession | None:
    """The profession by its name or its label, in any case; None where the text is none."""
    names = {name: each for each in Profession for name in (each.value, each.label.lower())}
    return names.get(" ".join(text.lower().split()))


# Rows beside each other


def _without_contradictions(reads: list[_Read]) -> list[_Read]:
    """The rows, with those left out that say two things about one period."""
    periods: dict[tuple[str, dt.date | None], list[_Read]] = defaultdict(list)
    for read in reads:
        if read.fault is None:
            periods[read.whose, read.start].append(read)
    ends = {key: {read.end for read in rows} for key, rows in periods.items()}
    found = []
    for read in reads:
        key = (read.whose, read.start)
        if read.fault is None and len(ends[key]) > 1:
            numbers = list_text([str(each.line.number) for each in periods[key]])
            sentence = f"Rows {numbers} give the membership from {day_text(read.start)} different last days."
            read = replace(read, fault=Refused(sentence, field="end"))
        found.append(read)
    return found


def _two_names(reads: list[_Read], known: "Known") -> dict[str, Refused]:
    """The addresses nobody has yet that rows give to different names: an address belongs to one person."""
    named: dict[str, dict[str, _Read]] = defaultdict(dict)
    for read in reads:
        if read.email and read.email not in known:
            named[read.email].setdefault(folded(read.name), read)
    return {
        email: Refused(
            f"Rows {list_text([str(read.line.number) for read in by_name.values()])} give one address to "
            f"{list_text([shortened(read.name) or 'nobody' for read in by_name.values()])}. "
            "An address belongs to one person.",
            field="email",
        )
        for email, by_name in named.items()
        if len(by_name) > 1
    }


def _unanswered(asked: Mapping[str, Question]) -> dict[str, Refused]:
    """The addresses of which nobody has said yet whose they are."""
    return {
        email: Refused(question.sentence, field="name")
        for email, question in asked.items()
        if not question.answer
    }


def _told_apart(reads: list[_Read]) -> tuple[list[_Read], list[tuple[_Read, _Read]]]:
    """The rows that are the first to say what they say, and the others, each with its first."""
    first: dict[tuple[str, str, dt.date | None], _Read] = {}
    again = []
    for read in reads:
        key = (read.whose, folded(read.name), read.start)
        if key in first:
            again.append((read, first[key]))
        else:
            first[key] = read
    return list(first.values()), again


def _as_before(read: _Read, first: Row) -> Row:
    if first.verdict is Verdict.FAULT:
        sentence = f"Row {first.line} says the same and is left out: {first.fault}"
        return read.row(Verdict.FAULT, column=first.column, fault=sentence)
    return read.row(Verdict.AGAIN, kept=first.kept)


# Whom the rows are about


@dataclass
class _Holder:
    """Somebody, with the memberships on record by their first day, and the address proposed for them."""

    person: Person
    periods: dict[dt.date, Membership]
    proposed: str = ""


Known = dict[str, _Holder]
"""Somebody for each address; without one, for the name."""


def _known(by: Person, reads: Iterable[_Read], asked: Mapping[str, Question]) -> Known:
    """Those who use the addresses, any of theirs; whoever has none, by a name that nobody else of them has.

    And those for whom an address is proposed, or whose it is as the officer says. They are locked, with the
    officer who proposes an address, all at once, until the import has ended.
    """
    reads = list(reads)
    waiting = awaited({read.email for read in reads if read.email})
    said = {email: int(one.answer) for email, one in asked.items() if one.answer not in ("", NEW)}
    names = {name for read in reads if not read.email for name in (read.name, read.line.cells["name"])}
    on_paper = Q(email__isnull=True, name__in=names, merged_into=None)
    used = Address.objects.in_use().filter(address__in={read.email for read in reads if read.email})
    meant = waiting | said
    named = Q(pk__in=used.values("person")) | Q(pk__in=meant.values()) | on_paper
    with transaction.atomic():
        proposing = [by.pk] if said else []
        lock([*proposing, *Person.objects.filter(named).values_list("pk", flat=True)])
    people = Person.objects.filter(named).prefetch_related("memberships")
    holders = {
        person.pk: _Holder(person, {one.start: one for one in person.memberships.all()}) for person in people
    }
    for email, pk in waiting.items():
        holders[pk].proposed = email
    keys = list(dict.fromkeys([*used.values_list("address", "person"), *meant.items()]))
    keys += [(_composed(one.person.name), pk) for pk, one in holders.items() if one.person.email is None]
    times = Counter(key for key, _ in keys)
    return {key: holders[pk] for key, pk in keys if times[key] == 1}


# One row and the record


def _idle(read: _Read, known: Known, left: int) -> Row | None:
    """The row where it says what is on record, or where no more rows are taken; None for any other."""
    holder = known.get(read.whose)
    recorded = holder.periods.get(read.start) if holder else None
    if recorded is not None and _says_the_same(read, recorded) and not _gives_address(read, holder):
        kept = _kept(read, holder)
        return read.row(Verdict.DIFFERS if kept else Verdict.SAME, kept=kept)
    return None if left else read.left_out(Refused(LATER))


def _says_the_same(read: _Read, recorded: Membership) -> bool:
    return recorded.end == read.end or not read.tells_end


def _gives_address(read: _Read, holder: _Holder) -> bool:
    """Whether somebody on record without an address gets one by the row, as the officer says."""
    return bool(read.email) and holder.person.email is None and holder.proposed != read.email


def _take(by: Person, read: _Read, known: Known) -> Row:
    """Let the row do what it says, and tell; what is refused has changed nothing."""
    holder = known.get(read.whose)
    recorded = holder.periods.get(read.start) if holder else None
    also = ""
    try:
        if holder is not None and _gives_address(read, holder):
            verdict, membership, also = _write_with_address(by, read, holder, recorded)
        else:
            verdict, membership = _write(by, read, holder, recorded)
    except Refused as refusal:
        return read.left_out(refusal)
    except ValidationError as error:
        return read.left_out(_refusal(error))
    except IntegrityError:
        return read.left_out(Refused("The record does not take this row: somebody else changed it just now."))
    change = None
    if verdict is not Verdict.ADDRESS:
        was = period_text(recorded.start, recorded.end) if recorded else "none"
        change = Difference("Membership", was, period_text(membership.start, membership.end))
    if holder is None:
        holder = known[read.whose] = _Holder(membership.person, {})
    holder.periods[membership.start] = membership
    return read.row(verdict, change=change, kept=_kept(read, holder), also=also)


def _kept(read: _Read, holder: _Holder) -> tuple[Difference, ...]:
    """What the row says otherwise than the record about the person; an empty cell says nothing."""
    person, found = holder.person, []
    if read.name and read.name != _composed(person.name):
        found.append(Difference("name", person.name, shortened(read.name)))
    if read.profession and _profession(read.profession) != person.profession:
        found.append(Difference("profession", person.get_profession_display(), shortened(read.profession)))
    return tuple(found)


def _write_with_address(
    by: Person, read: _Read, holder: _Holder, recorded: Membership | None
) -> tuple[Verdict, Membership, str]:
    """Propose the address of the row, and do what it says of the membership, if it says anything new."""
    if holder.proposed:
        raise Refused(f"{holder.proposed} is proposed for {holder.person} already.", field="email")
    with transaction.atomic():
        propose_address(by=by, person=holder.person, email=read.email, reason=FROM_A_LIST)
        verdict, membership = Verdict.ADDRESS, recorded
        if recorded is None or not _says_the_same(read, recorded):
            verdict, membership = _write(by, read, holder, recorded)
    holder.proposed = read.email
    whose = f"{holder.person}, number {holder.person.pk}"
    also = f"The address is proposed for {whose}; it is theirs once a second officer confirms it."
    return verdict, membership, also


def _write(
    by: Person, read: _Read, holder: _Holder | None, recorded: Membership | None
) -> tuple[Verdict, Membership]:
    """One action, or all of two; each is a savepoint of its own."""
    if holder is not None and not holder.person.is_active:
        raise Refused(
            f"The account of {holder.person} has ended, so that no list changes their membership. Open it "
            "again on their page first, if they are back.",
            field="email" if read.email else "name",
        )
    if recorded is not None:
        return _move_end(by, read, recorded)
    if not read.email:
        raise Refused(
            "The e-mail address is missing. Without one, only a period on record is found, by name and "
            "first day.",
            field="email",
        )
    if holder is not None:
        return Verdict.NEW_PERIOD, _begin(by, holder.person, read)
    profession = _profession(read.profession) if read.profession else Profession.OTHER
    if profession is None:
        names = ", ".join(Profession.labels)
        raise Refused(
            f"“{shortened(read.profession)}” is not one of the professions: {names}.", field="profession"
        )
    with transaction.atomic():
        person = add_person(by=by, name=read.name, email=read.email, profession=profession)
        return Verdict.NEW_PERSON, _begin(by, person, read)


def _begin(by: Person, person: Person, read: _Read) -> Membership:
    _refuse_unmeant(start=read.start, end=read.end)
    return add_membership(by=by, person=person, start=read.start, end=read.end)


def _move_end(by: Person, read: _Read, recorded: Membership) -> tuple[Verdict, Membership]:
    """A renewal where it still lasts; where it had ended, the file says that it never did."""
    _refuse_unmeant(end=read.end)
    if recorded.end is None or (read.end is not None and read.end < recorded.end):
        return Verdict.SHORTER, end_membership(by=by, membership=recorded, end=read.end)
    if recorded.end >= clock.today():
        return Verdict.RENEWED, renew_membership(by=by, membership=recorded, end=read.end)
    return Verdict.CORRECTED, correct_membership(
        by=by,
        membership=recorded,
        start=read.start,
        end=read.end,
        reason="An imported file says so.",
    )


def _refuse_unmeant(**days: dt.date | None) -> None:
    """No day is written that no form would take; what is on record already may be older."""
    for column, day in days.items():
        if day is not None and (sentence := unmeant(day)) is not None:
            raise Refused(sentence, field=column)


def _refusal(error: ValidationError) -> Refused:
    """The first sentence of what a model's own checks say, with its column."""
    by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    column, sentences = next(iter(by_column.items()))
    return Refused(sentences[0], field=column if column in COLUMNS else None)
