"""What "Why?" says: the title, the one sentence, a line for each row of the ledger, all of it as text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.citing import part_of
from slaapp.domain.clock import State
from slaapp.domain.sections import Part
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds
from slaapp.domain.value import Value
from slaapp.domain.why import Ledger, LedgerRow, RowKind
from slaapp.wording import ledger_what
from ui import icons, wording
from ui.widgets.runs import Run, isolated, one_line, plain
from ui.wording import say

COLUMNS = ("When", "", "What happened", "Rule", "Not counted", "Counts", "Total")

_LEAD = {
    Metric.FIRST_RESPONSE: "Answer by ",
    Metric.NEXT_RESPONSE: "Answer by ",
    Metric.UPDATE: "Tell the customer by ",
    Metric.RESOLUTION: "Resolve by ",
}
_ICONS = {
    RowKind.STARTED: "phone-incoming",
    RowKind.VERSION: "file-text",
    RowKind.COUNTS: "play",
    RowKind.LATE: "triangle-alert",
    RowKind.CLOSED: "moon",
    RowKind.HOLIDAY: "calendar-off",
    RowKind.PAUSED: "pause",
    RowKind.RESOLVED: "circle-check",
    RowKind.LESS_SEVERE: "minus",
    RowKind.OTHER_SEVERITY: "minus",
    RowKind.ENDED: "check",
    RowKind.NOT_MEASURED: "minus",
    RowKind.LEFT: "flag",
}
Sections = Mapping[Part, str]
"""The numbers of the agreement's parts, under which a row is cited; empty: by the engine's own rules."""
UNNUMBERED: Sections = {}
_STRONG = (RowKind.LEFT, RowKind.ENDED)
_COUNTING = (RowKind.COUNTS, RowKind.LATE)
_CLOSED = (RowKind.CLOSED, RowKind.HOLIDAY)


class Shown(Value):
    """A row of the table. `tone` and `style` name how its words look; `severity` is painted in place of an icon."""

    when: str
    icon: str
    what: str
    rule: str
    not_counted: str
    counts: str
    total: str
    tone: str
    style: str
    severity: Severity | None = None
    last: bool = False
    part: Part | None = None
    """Where it stands in the agreement, if that is known."""

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.when, "", self.what, self.rule, self.not_counted, self.counts, self.total)

    @property
    def written(self) -> tuple[str, ...]:
        """Without the column of icons, for paper."""
        return (self.when, *self.cells[2:])


def title(ledger: Ledger, now: Instant, zone: ZoneInfo) -> str:
    reading = ledger.reading
    match reading.state:
        case State.PAUSED:
            return say("Why paused?")
        case State.NOT_MEASURED:
            return say("Why not measured?")
        case State.NO_TARGET:
            return say("Why no target?")
        case State.ENDED if reading.verdict is not None:
            return say("How it was met") if not reading.breached else say("Why late?")
        case _ if reading.due_at is not None:
            return say("Why {time}?", time=durations.when(reading.due_at, now, zone))
        case _:
            return say("Why never due?")


def asked(supposed: str) -> tuple[Run, ...]:
    """Before the sentence of a clock that is none: `What if v4 had governed it?`"""
    return (_said(f"{supposed[:1].upper()}{supposed[1:]}? "),)


def sentence(ledger: Ledger, now: Instant, zone: ZoneInfo) -> tuple[Run, ...]:
    """In the words of § 05 of the design: what is promised, what has counted, what is left, what did not count."""
    return (*_promise(ledger, now, zone), *_set_aside(ledger))


def _promise(ledger: Ledger, now: Instant, zone: ZoneInfo) -> Iterator[Run]:
    reading = ledger.reading
    if reading.state is State.NOT_MEASURED:
        why = wording.not_measured(ledger.clock.excluded) if ledger.clock.excluded is not None else ""
        yield _said(
            say("This clock is not measured: {reason}.", reason=why) if why else say("This clock is not measured.")
        )
        return
    if reading.allowed is None:
        yield _said(say("The agreement sets no target for {severity}.", severity=_severity(ledger)))
        return
    left, late, used = wording.exact(reading.left or 0), wording.exact(reading.late or 0), wording.exact(reading.used)
    if reading.state is State.ENDED:
        yield from _ended(ledger, used, left, late)
    elif reading.state is State.BREACHED:
        yield _said(say("It was due "))
        yield _strong(_due(reading.due_at, now, zone))
        yield _said(say(" and is "))
        yield _strong(say("{length} late", length=late))
        yield _said(say(", paused now. ") if reading.paused_by is not None else ". ")
        yield from _allows(ledger)
        yield from _counted(reading.used)
        yield _said(".")
    elif reading.state is State.PAUSED:
        status = wording.status(reading.paused_by or Status.WAITING_CUSTOMER).lower()
        yield _said(say("The clock is paused: {status}. ", status=status))
        yield from _allows(ledger)
        yield from _counted(reading.used)
        yield from _left(left)
        if wording.overspent(reading):
            yield _said(say(" If it went on now it would be "))
            yield _strong(say("overdue at once."))
        elif reading.due_if_resumed is not None:
            yield _said(say(" If it went on now it would be due "))
            yield _strong(_due(reading.due_if_resumed, now, zone) + ".")
    else:
        if reading.due_at is None:
            yield _said(say("Never due: this calendar has no open hours. "))
        else:
            yield _said(say(_LEAD[ledger.metric]))
            yield _strong(_due(reading.due_at, now, zone))
            yield _said(". ")
        yield from _allows(ledger)
        yield from _counted(reading.used)
        yield from _left(left)
        if reading.counts_again_at is not None:
            again = durations.when(reading.counts_again_at, now, zone)
            yield _said(say(" It counts again {time}.", time=again))


def _ended(ledger: Ledger, used: str, left: str, late: str) -> Iterator[Run]:
    reading = ledger.reading
    if reading.verdict is None:
        yield _said(say("It ended without a verdict. "))
    elif reading.breached:
        yield _said(say("It was "))
        yield _strong(say("{length} late", length=late))
        yield _said(". ")
    else:
        yield _said(say("It was met with "))
        yield _strong(left)
        yield _said(say(" to spare. "))
    yield from _allows(ledger)
    yield _strong(used)
    yield _said(say(" counted."))


def _allows(ledger: Ledger) -> Iterator[Run]:
    internal = ledger.tier is Tier.INTERNAL
    yield _said(say("The desk’s own target allows ") if internal else say("The agreement allows "))
    yield _strong(wording.exact(ledger.reading.allowed or 0))
    yield _said(say(" for {severity}. ", severity=_severity(ledger)))


def _counted(used: Seconds) -> Iterator[Run]:
    if not used:
        yield _said(say("Nothing has counted so far"))
        return
    yield _strong(wording.exact(used))
    yield _said(say(" has counted so far") if used in (1, MINUTE, HOUR) else say(" have counted so far"))


def _left(left: str) -> Iterator[Run]:
    yield _said(", ")
    yield _strong(left)
    yield _said(say(" are left."))


def _set_aside(ledger: Ledger) -> Iterator[Run]:
    parts = [
        say("paused {length}", length=wording.exact(ledger.paused)) if ledger.paused else "",
        say("closed {length}", length=wording.exact(ledger.closed)) if ledger.closed else "",
        say("at another severity or resolved {length}", length=wording.exact(ledger.set_aside))
        if ledger.set_aside
        else "",
    ]
    total = ledger.paused + ledger.closed + ledger.set_aside
    if total:
        causes = ", ".join(part for part in parts if part)
        words = say(" {length} did not count: {causes}.", length=wording.exact(total), causes=causes)
        yield Run(words, "lead", "text2")


def _due(at: Instant | None, now: Instant, zone: ZoneInfo) -> str:
    return say("never") if at is None else wording.due_in_words(at, now, zone)


def _said(text: str) -> Run:
    return Run(text, "lead", "text")


def _strong(text: str) -> Run:
    return Run(text, "title_s", "text")


def rows(ledger: Ledger, now: Instant, zone: ZoneInfo, sections: Sections = UNNUMBERED) -> tuple[Shown, ...]:
    return tuple(_shown(row, ledger, now, zone, sections) for row in ledger.rows)


def _shown(row: LedgerRow, ledger: Ledger, now: Instant, zone: ZoneInfo, sections: Sections) -> Shown:
    length = row.counts or row.left
    spent = row.kind is RowKind.LEFT and wording.overspent(ledger.reading)
    counting, strong = row.kind in _COUNTING, row.kind in _STRONG
    event = row.end is None
    icon = icons.BY_METRIC[ledger.metric] if row.kind is RowKind.LEFT else _ICONS.get(row.kind, "")
    return Shown(
        when=say("Now") if spent else _when(row, now, zone),
        icon="" if row.kind is RowKind.SEVERITY else icon,
        what=say("If resumed now: overdue at once") if spent else _what(row, ledger),
        rule=one_line(ledger.calendar) if row.kind in _CLOSED else _cited(row, sections),
        not_counted=wording.exact(row.not_counted) if row.not_counted else "",
        counts=wording.exact(length) if length or spent else "",
        total=wording.exact(row.total + row.left) if length or spent else "",
        tone="red_text"
        if row.kind is RowKind.LATE
        else "text"
        if counting or strong
        else "text2"
        if event
        else "text3",
        style="semi" if strong else "strong" if counting else "body",
        severity=row.severity if row.kind is RowKind.SEVERITY else None,
        last=strong,
        part=part_of(row) if part_of(row) in sections else None,
    )


def _severity(ledger: Ledger) -> str:
    """In the words of the agreement."""
    severity = ledger.reading.severity
    return wording.severity_called(severity, ledger.meanings.get(severity))


def _what(row: LedgerRow, ledger: Ledger) -> str:
    """No line ends inside `1 h 30 m`."""
    words = one_line(ledger_what(row, ledger.metric, ledger.meanings))
    return re.sub(r"(?<=\d) (?=[hms]\b)|(?<=\d [hm]) (?=\d+ [ms]\b)", durations.NARROW, words)


def _rule(row: LedgerRow) -> str:
    """Time that simply counts needs no rule beside it."""
    return "" if row.kind in (RowKind.COUNTS, RowKind.LEFT) else row.rule


def _cited(row: LedgerRow, sections: Sections) -> str:
    """`§ 4.2`, or the engine's own rule."""
    rule, part = _rule(row), part_of(row)
    return f"§{durations.NARROW}{sections[part]}" if rule and part in sections else rule


def _when(row: LedgerRow, now: Instant, zone: ZoneInfo) -> str:
    if row.kind is RowKind.LEFT:
        end = say("never") if row.end is None else _stamp(row.end, now, zone, today=False)
        return say("Now – {time}", time=end) if row.start >= now else f"{_stamp(row.start, now, zone)} – {end}"
    if row.end is None:
        return _stamp(row.start, now, zone)
    same_day = durations.wall_time(row.start, zone).date() == durations.wall_time(row.end, zone).date()
    end = _time(row.end, zone) if same_day else _stamp(row.end, now, zone)
    return f"{_stamp(row.start, now, zone)} – {end}"


def _stamp(at: Instant, now: Instant, zone: ZoneInfo, *, today: bool = True) -> str:
    """With its day always, today too, so that the column reads down evenly; `today` False leaves today's out."""
    day = durations.wall_time(at, zone).date()
    this_day = durations.wall_time(now, zone).date()
    if day == this_day and not today:
        return _time(at, zone)
    if abs((day - this_day).days) <= 6:
        return f"{say(durations.DAYS[day.weekday()])} {_time(at, zone)}"
    year = "" if day.year == this_day.year else f" {day.year}"
    return f"{durations.short_day(day)}{year} {_time(at, zone)}"


def _time(at: Instant, zone: ZoneInfo) -> str:
    """To the second where it is not a full minute, so that the rows can be checked."""
    return f"{durations.wall_time(at, zone):%H:%M:%S}" if at % MINUTE else durations.time_of_day(at, zone)


def rules(ledger: Ledger, sections: Sections = UNNUMBERED) -> tuple[Run, ...]:
    """The foot: which agreement, its sections or the engine's rules, whose hours."""
    agreement = say("{name} v{version}", name=isolated(ledger.agreement), version=ledger.version)
    words = [
        Run(say("Rules: "), "small", "text3"),
        Run(agreement, "small_strong", "accent_text" if sections else "text2"),
    ]
    if ledger.claimed_by is not None:
        by = wording.claimed(ledger.claimed_by, isolated(ledger.claimant))
        words.append(Run(f" {by}", "small", "text3"))
    cited = _sections_words(ledger, sections) if sections else _enumerated(codes(ledger))
    if cited:
        words.append(Run(f", {cited}", "small", "text3"))
    words += [Run(" · ", "small", "text3"), Run(isolated(ledger.calendar), "small_strong", "text2")]
    return tuple(words)


def codes(ledger: Ledger) -> list[str]:
    """The engine's rules that the rows go by, in their order."""
    return list(dict.fromkeys(row.rule for row in _ruled(ledger)))


def _ruled(ledger: Ledger) -> list[LedgerRow]:
    """Closed hours go by the calendar, which is named beside the rules."""
    return [row for row in ledger.rows if _rule(row) and row.kind not in _CLOSED]


def _sections_words(ledger: Ledger, sections: Sections) -> str:
    parts = {part_of(row) for row in _ruled(ledger)}
    cited = [number for part, number in sections.items() if part in parts]
    if not cited:
        return ""
    return (
        say("section {number}", number=cited[0])
        if len(cited) == 1
        else say("sections {numbers}", numbers=_enumerated(cited))
    )


def _enumerated(cited: Sequence[str]) -> str:
    return ", ".join(cited[:-1]) + say(" and ") + cited[-1] if len(cited) > 1 else "".join(cited)


def as_text(ledger: Ledger, now: Instant, zone: ZoneInfo, *, heading: str, sections: Sections = UNNUMBERED) -> str:
    """The whole dialog in plain text, columns kept by spaces: for a mail or a note."""
    table = [
        tuple(say(name) if name else "" for name in COLUMNS),
        *(row.cells for row in rows(ledger, now, zone, sections)),
    ]
    columns = [index for index in range(len(COLUMNS)) if any(line[index] for line in table)]
    widths = {index: max(len(line[index]) for line in table) for index in columns}
    lines = [
        "  ".join(_padded(line[index], widths[index], right=index >= 4) for index in columns).rstrip() for line in table
    ]
    return (
        "\n".join([heading, plain(sentence(ledger, now, zone)), "", *lines, "", plain(rules(ledger, sections))]) + "\n"
    )


def _padded(text: str, width: int, *, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)


def spoken(shown: Sequence[Shown]) -> str:
    """The table as sentences, for who hears it."""
    return ". ".join(", ".join(cell for cell in row.cells if cell) for row in shown)
