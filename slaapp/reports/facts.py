"""What to know about the period: up to three things that the figures themselves say, always in the same order.

First whether the goals were kept, then what was late and why, then what changed; figures that do not add up come before
all of them. Every sentence is in the report's language.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import Attainment
from slaapp.domain.durations import AT_LEAST, NARROW, wall_time
from slaapp.languages import Words
from slaapp.reports.miss_words import because, counted_words
from slaapp.reports.month_report import Fact, LateTarget, MonthlyReport
from slaapp.reports.period_words import in_this, inside
from slaapp.reports.severity_names import within
from slaapp.reports.texts import quoted

MOST = 3
NAMED = 3
"""So many cells, tickets or reasons are named in one sentence; the rest are counted."""


def facts(report: MonthlyReport) -> tuple[Fact, ...]:
    """At most three, what weighs most first."""
    found = (told for tell in _TELLERS if (told := tell(report)) is not None)
    return tuple(fact for fact, _ in zip(found, range(MOST), strict=False))


def cell_words(cell: Attainment, report: MonthlyReport) -> str:
    """`resolution, urgent`"""
    words = report.words
    severity = within(report.name_of(cell.severity), words)
    return words("report.performance.cell", metric=words.of(cell.metric, inside=True), severity=severity)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def points(tenths: int, words: Words) -> str:
    """A difference in percentage points (R6): `1.7 points`; without its sign."""
    size = abs(tenths)
    name = "fact.points.one" if size == 10 else "fact.points.many"
    return words(name, size=words.number(f"{size // 10}.{size % 10}"))


def _mismatch(report: MonthlyReport) -> Fact | None:
    flow, words = report.flow, report.words
    if flow.reconciles:
        return None
    counted = words.counted("count.ticket", flow.open_at_end)
    text = words("fact.mismatch_text", open=counted, expected=flow.expected_at_end)
    return Fact(words("fact.mismatch"), text)


def _nothing(report: MonthlyReport) -> Fact | None:
    if report.total.decided:
        return None
    words, flow = report.words, report.flow
    headline = words("fact.nothing", in_period=in_this(report.days, words))
    return Fact(headline, words.counted("fact.nothing_text", flow.received, open=flow.open_at_end))


def _goals(report: MonthlyReport) -> Fact | None:
    if report.customers:
        return _customers(report)
    words = report.words
    missed = [cell for cell in report.cells if report.verdict(cell) is False]
    if missed:
        return _missed(missed, report)
    decided = [cell for cell in report.cells if report.verdict(cell) is not None]
    if not decided:
        return None
    closest = min(decided, key=lambda cell: (cell.budget(cell.goal), cell.decided))
    text = words("fact.closest", **_of_cell(closest, report), spare=_spare(closest.budget(closest.goal), words))
    return Fact(words("fact.every" if len(decided) > 1 else "fact.the_goal"), text)


def _of_cell(cell: Attainment, report: MonthlyReport) -> dict[str, object]:
    return {
        "cell": cell_words(cell, report),
        "share": report.words.number(cell.shown()),
        "met": cell.met,
        "decided": cell.decided,
        "goal": cell.goal,
    }


def _customers(report: MonthlyReport) -> Fact | None:
    """Of several customers: which of them had a goal that was missed."""
    words = report.words
    missed = [line for line in report.customers if line.kept < line.decided_cells]
    if not report.decided_cells:
        return None
    if not missed:
        customers = words.counted("count.customer", len(report.customers))
        return Fact(words("fact.every"), words("fact.every_text", customers=customers, kept=report.kept))
    worst = sorted(missed, key=lambda line: (line.kept - line.decided_cells, line.name))
    named = [
        words("fact.customer", name=quoted(line.name, longest=60), kept=line.kept, decided=line.decided_cells)
        for line in worst[:NAMED]
    ]
    headline = words.counted("fact.customer_missed", len(missed), number=words.spelled(len(missed)))
    if len(missed) > NAMED:
        return Fact(headline, words("fact.customers_more", names=", ".join(named), count=len(missed) - NAMED))
    return Fact(headline, words("fact.customers", names=words.listed(named)))


def _spare(spare: int, words: Words) -> str:
    if not spare:
        return words("fact.spare.none")
    return words.counted("fact.spare", spare, number=words.spelled(spare))


def _missed(missed: Sequence[Attainment], report: MonthlyReport) -> Fact:
    words = report.words
    cells = "; ".join(words("fact.missed_cell", **_of_cell(cell, report)) for cell in missed[:NAMED])
    if len(missed) > NAMED:
        text = words("fact.missed_more", cells=cells, count=len(missed) - NAMED)
    else:
        text = words("fact.missed_text", cells=cells)
    headline = words.counted("fact.missed", len(missed), number=_number(len(missed), words))
    return Fact(headline, capital(text) + _only_one_late(missed, report))


def _number(count: int, words: Words) -> str:
    """As it begins a sentence: `Six`, `14`."""
    return words.spelled(count).capitalize()


def _only_one_late(missed: Sequence[Attainment], report: MonthlyReport) -> str:
    """A goal missed by one target: which one it was, and why."""
    cell, words = missed[0], report.words
    late_ones = [target for target in report.late if (target.metric, target.severity) == (cell.metric, cell.severity)]
    if len(missed) > 1 or len(late_ones) != 1:
        return ""
    target = late_ones[0]
    said = {"ticket": target.number, "subject": quoted(target.subject, longest=60), "late": _lateness(target, words)}
    reason = because(target, words)
    if reason is not None:
        return words("fact.only_late", **said, reason=quoted(reason).rstrip("."))
    return words("fact.only_late_silent", **said)


def _lateness(target: LateTarget, words: Words) -> str:
    return f"{AT_LEAST}{NARROW}{words.late(target.late)}" if target.running else words.late(target.late)


def _late_targets(report: MonthlyReport) -> Fact | None:
    words = report.words
    if not report.total.decided:
        return None
    if not report.late:
        targets = words.counted("count.target", report.total.decided)
        return Fact(words("fact.none_late"), words("fact.none_late_text", targets=targets))
    tickets = len({target.number for target in report.late})
    headline = words.counted("fact.late", tickets, number=_number(tickets, words))
    sentences = [_longest(report.late, words), _days(report), *_reasons(report)]
    return Fact(headline, " ".join(sentence for sentence in sentences if sentence))


def _longest(targets: Sequence[LateTarget], words: Words) -> str:
    worst = max(targets, key=lambda target: (target.late, target.decided_at))
    late = _lateness(worst, words)
    if worst.subject:
        return words("fact.longest", late=late, ticket=worst.number, subject=quoted(worst.subject, longest=60))
    return words("fact.longest_silent", late=late, ticket=worst.number)


def _days(report: MonthlyReport) -> str:
    """Where two days hold at least half of four or more late targets, they are named."""
    zone, words = zone_info(report.zone), report.words
    days = Counter(wall_time(target.decided_at, zone).date() for target in report.late)
    top = sorted(sorted(days, key=lambda day: (-days[day], day))[:2])
    held = sum(days[day] for day in top)
    if len(report.late) < 4 or len(days) < 3 or 2 * held < len(report.late) or held < 3:
        return ""
    said = words.listed([words.short_day(day) for day in top])
    if report.one_month and {day.month for day in top} == {report.month.month}:
        said = words("fact.two_days", first=top[0].day, second=top[1].day, month=words.month(report.month.month))
    return words("fact.days", held=held, late=len(report.late), days=said)


def _reasons(report: MonthlyReport) -> list[str]:
    words = report.words
    said = {reason: line.targets for line in report.reasons if (reason := counted_words(line, words)) is not None}
    found = []
    if said:
        times = max(said.values())
        reasons = [quoted(reason).rstrip(".") for reason in sorted(said) if said[reason] == times]
        if times > 1 and len(reasons) == 1:
            found.append(words("fact.most_often", reason=reasons[0], times=times))
        elif times > 1 and len(reasons) <= NAMED:
            found.append(words("fact.most_often_alike", reasons=words.listed(reasons), times=times))
    silent = sum(target.why is None and not target.waived for target in report.late)
    if silent:
        found.append(words.counted("fact.silent", silent))
    return found


def _change(report: MonthlyReport) -> Fact | None:
    before, now, words = report.previous, report.total, report.words
    if before is None or before.total.tenths is None or now.tenths is None:
        return None
    name = inside(before.days, words)
    tenths = now.tenths - before.total.tenths
    way = "up" if tenths > 0 else "down" if tenths else "same"
    said = {"name": name} if way == "same" else {"name": name, "points": points(tenths, words)}
    text = words(
        "fact.change_text",
        share=words.number(now.shown()),
        met=now.met,
        decided=now.decided,
        name=name,
        before=words.number(before.total.shown()),
        before_met=before.total.met,
        before_decided=before.total.decided,
    )
    return Fact(words(f"fact.points_{way}", **said), text)


def _backlog(report: MonthlyReport) -> Fact | None:
    start, end, words = report.flow.open_at_start, report.flow.open_at_end, report.words
    if start == end and not report.backlog.tickets:
        return None
    if start == end:
        headline = words("fact.open_same", count=end)
    else:
        headline = words("fact.open_up" if end > start else "fact.open_down", start=start, end=end)
    if not report.backlog.oldest:
        return Fact(headline, words("fact.nothing_open"))
    oldest = report.backlog.oldest[0]
    said = {"ticket": oldest.number, "subject": quoted(oldest.subject, longest=60)}
    if oldest.age:
        text = words("fact.oldest", **said, days=words.counted("count.working_day", oldest.age))
    else:
        text = words("fact.oldest_young", **said)
    if report.backlog.paused:
        text = words("fact.oldest_paused", oldest=text, count=report.backlog.paused)
    return Fact(headline, text)


_TELLERS: tuple[Callable[[MonthlyReport], Fact | None], ...] = (
    _mismatch,
    _nothing,
    _goals,
    _late_targets,
    _change,
    _backlog,
)
