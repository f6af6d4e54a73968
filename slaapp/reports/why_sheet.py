"""The Why-sheet: the ledger of one clock on a page that a customer can check with a pencil.

Each step says from when to when it lasted, what happened, by which rule, how much of it counted or did not, and the sum
so far. Nobody's name is on it: a public clock's sheet may be handed out as it is (C16 of semantics).
"""

from collections.abc import Iterator, Sequence

from slaapp.domain.agreement import Tier
from slaapp.domain.calendar import zone_info
from slaapp.domain.clock import Reading, State
from slaapp.domain.durations import wall_time
from slaapp.domain.spans import MINUTE, Instant
from slaapp.domain.value import Value
from slaapp.domain.why import Ledger, LedgerRow, RowKind, folded
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import Words, words_of
from slaapp.reports.calendars import hours_in_words
from slaapp.reports.month_data import Desk
from slaapp.reports.texts import quoted
from slaapp.reports.why_words import severity_words, step_words

MOST = 26
"""So many steps stand on a page; of more the closed hours between two of one kind are folded into them."""


class OfTicket(Value):
    """Whose clock it is. `customer` is empty where it has none."""

    number: int
    subject: str
    customer: str
    received_at: Instant


class Step(Value):
    """A line of the table, in words; empty where it says nothing. `strong`: a sum, or what is left."""

    start: str
    end: str
    what: str
    rule: str
    not_counted: str
    counts: str
    total: str
    strong: bool = False


class WhySheet(Value, kw_only=True):
    """Everything that stands on it, in words. `facts` are labels with their values, `rules` codes with their texts."""

    language: str
    internal: bool
    number: int
    subject: str
    clock: str
    desk: Desk
    facts: tuple[tuple[str, str], ...]
    verdict: str
    late: bool
    sums: str
    steps: tuple[Step, ...]
    folded: bool
    hours: str
    holidays: str
    rules: tuple[tuple[str, str], ...]
    made_at: Instant
    zone: str


def build(book: Ledger, ticket: OfTicket, hours: WorkingTime, *, desk: Desk, now: Instant, language: str) -> WhySheet:
    """`hours` are those of the clock's calendar; instants are shown in its zone, since it is the one that counts."""
    words = words_of(language)
    governing = hours.line.on(hours.day_of(now))
    reading, clock = book.reading, _clock(book, words)
    rows = [row for row in book.rows if row.kind is not RowKind.LEFT]
    fold = len(rows) > MOST
    told = _Told(book, words, governing.zone)
    closed = [row for row in rows if row.kind is RowKind.HOLIDAY]
    days = dict.fromkeys(words.weekday_and_day(hours.day_of(row.start)) + _named(row) for row in closed)
    return WhySheet(
        language=language,
        internal=book.tier is Tier.INTERNAL,
        number=ticket.number,
        subject=ticket.subject,
        clock=clock,
        desk=desk,
        facts=(
            (words("why.customer"), quoted(ticket.customer) or words("why.no_customer")),
            (words("why.clock"), f"{clock}, {words.of(book.tier)}"),
            (words("why.received"), told.day_and_time(ticket.received_at)),
            (words("why.agreement"), words("why.version", name=quoted(book.agreement), version=book.version)),
            (words("why.target"), _target(book, words)),
            (words("why.due"), told.due(reading)),
        ),
        verdict=_verdict(reading, words),
        late=reading.breached,
        sums=_sums(reading, words),
        steps=tuple(told.steps(folded(rows) if fold else rows)),
        folded=fold,
        hours=words(
            "why.calendar", hours=hours_in_words(governing, words), name=quoted(book.calendar), zone=governing.zone
        ),
        holidays=words("why.holidays", days=words.listed(list(days))) if days else "",
        rules=tuple((code, words(f"why.rule.{code}")) for code in sorted({row.rule for row in book.rows})),
        made_at=now,
        zone=governing.zone,
    )


class _Told:
    """The steps of one ledger in words."""

    def __init__(self, book: Ledger, words: Words, zone: str) -> None:
        self._book, self._words, self._zone = book, words, zone_info(zone)
        ends = [at for row in book.rows for at in (row.start, row.end) if at is not None]
        self._years = {wall_time(at, self._zone).year for at in ends}

    def steps(self, rows: Sequence[LedgerRow]) -> Iterator[Step]:
        words, book = self._words, self._book
        for row in rows:
            yield Step(
                self._when(row.start),
                "" if row.end is None else self._until(row),
                step_words(row, book.metric, book.meanings, words),
                row.rule,
                words.exact(row.not_counted) if row.not_counted else "",
                words.exact(row.counts) if row.counts else "",
                words.exact(row.total) if row.counts else "",
            )
        aside = book.closed + book.paused + book.set_aside
        used = words.exact(book.reading.used)
        yield Step("", "", words("why.head.total"), "", words.exact(aside), used, used, strong=True)
        for row in book.rows:
            if row.kind is RowKind.LEFT:
                what = step_words(row, book.metric, book.meanings, words)
                end = "" if row.end is None else self._until(row)
                total = words.exact(row.total + row.left)
                yield Step(self._when(row.start), end, what, row.rule, "", words.exact(row.left), total, strong=True)

    def due(self, reading: Reading) -> str:
        words = self._words
        if reading.state is State.PAUSED:
            if reading.due_if_resumed is None:
                return words("why.due_of.never")
            overspent = not reading.left and not reading.breached
            name = "why.due_of.at_once" if overspent else "why.due_of.resumed"
            return words(name) if overspent else words(name, at=self.day_and_time(reading.due_if_resumed))
        if reading.due_at is not None:
            return words("why.due_of.instant", at=self.day_and_time(reading.due_at))
        waits = reading.allowed is not None and reading.state in (State.RUNNING, State.WAITING_FOR_OPENING)
        return words("why.due_of.never" if waits else "why.due_of.none")

    def day_and_time(self, at: Instant) -> str:
        wall = wall_time(at, self._zone)
        return f"{self._words.weekday_and_day(wall.date())} {wall.year}, {self._time(at)}"

    def _when(self, at: Instant) -> str:
        day = wall_time(at, self._zone).date()
        year = f" {day.year}" if len(self._years) > 1 else ""
        return f"{self._words.weekday_and_day(day)}{year} {self._time(at)}"

    def _until(self, row: LedgerRow) -> str:
        """The end of a step; on the day on which it begins the time is enough."""
        assert row.end is not None
        days = {wall_time(at, self._zone).date() for at in (row.start, row.end)}
        return self._time(row.end) if len(days) == 1 else self._when(row.end)

    def _time(self, at: Instant) -> str:
        """To the second where it is not a full minute, so that the steps can be checked."""
        return f"{wall_time(at, self._zone):{'%H:%M:%S' if at % MINUTE else '%H:%M'}}"


def _named(row: LedgerRow) -> str:
    return f" ({quoted(row.holiday)})" if row.holiday else ""


def _clock(book: Ledger, words: Words) -> str:
    name = words.of(book.metric)
    return words("why.of_cycle", clock=name, cycle=book.cycle) if book.cycle > 1 else name


def _target(book: Ledger, words: Words) -> str:
    reading = book.reading
    if reading.allowed is None:
        return words("why.no_target")
    severity = severity_words(reading.severity, book.meanings, words)
    return words("why.of_severity", length=words.exact(reading.allowed), severity=severity)


def _verdict(reading: Reading, words: Words) -> str:
    left, late = words.exact(reading.left or 0), words.exact(reading.late or 0)
    if reading.state is State.NOT_MEASURED or reading.state is State.NO_TARGET:
        return words(f"why.verdict_of.{reading.state.value}")
    if reading.breached:
        return words("why.verdict_of.breached", late=late)
    match reading.state:
        case State.ENDED:
            return words("why.verdict_of.none" if reading.verdict is None else "why.verdict_of.met")
        case State.PAUSED:
            return words("why.verdict_of.paused", left=left)
        case State.WAITING_FOR_OPENING:
            return words("why.verdict_of.waiting", left=left)
        case _:
            return words("why.verdict_of.running", left=left)


def _sums(reading: Reading, words: Words) -> str:
    used = words.exact(reading.used)
    if reading.allowed is None or reading.left is None or reading.late is None or reading.state is State.NOT_MEASURED:
        return words("why.sum_plain", used=used)
    allowed = words.exact(reading.allowed)
    if reading.breached:
        return words("why.sum_late", used=used, allowed=allowed, late=words.exact(reading.late))
    left = words.exact(reading.left)
    ended = reading.state is State.ENDED and reading.verdict is not None
    return words("why.sum_met" if ended else "why.sum_running", used=used, allowed=allowed, left=left)
